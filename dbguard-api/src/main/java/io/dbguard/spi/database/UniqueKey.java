package io.dbguard.spi.database;

import java.util.List;
import java.util.Set;

/**
 * That no two rows of a table may have the same, or no two that overlap: a unique constraint, a unique index, an exclusion
 * constraint.
 *
 * @param name its name, for people
 * @param parts what two rows must not both have; all of them together count
 * @param condition which rows it is about, as SQL of the table's columns; empty for all
 * @param columns the columns that all this reads
 * @param atOnce whether it has to hold after each row that is written, and not only at the end
 */
public record UniqueKey(String name, List<Part> parts, String condition, Set<String> columns, boolean atOnce) {

    /**
     * A part of what must not be there twice.
     *
     * @param expression SQL of the table's columns, which does not say of which table they are
     * @param operator is true between the parts of two rows that cannot both be, such as {@code =}
     */
    public record Part(String expression, String operator) {}

    /** Copies the collections. */
    public UniqueKey {
        parts = List.copyOf(parts);
        columns = Set.copyOf(columns);
    }
}
