package io.dbguard.internal.diff;

import java.util.List;

/**
 * What a comparison is asked for.
 *
 * @param tables names of the chosen tables as the user gave them; empty for all
 * @param samples of how many rows of a table, for each way to differ, the keys are wanted
 */
public record DiffOrder(List<String> tables, int samples) {
    /** All tables, and no keys. */
    public static final DiffOrder EVERYTHING = new DiffOrder(List.of(), 0);

    /** Copies the list, so that the order can be shared. */
    public DiffOrder {
        tables = List.copyOf(tables);
    }
}
