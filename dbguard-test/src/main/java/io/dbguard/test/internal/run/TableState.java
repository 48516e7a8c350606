package io.dbguard.test.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a table holds.
 *
 * @param name its name, with its schema if that is not the usual one
 * @param columns its columns
 * @param key the columns of its primary key, empty if it has none
 * @param rows each row, by column, as text
 */
public record TableState(
        String name, List<String> columns, List<String> key, List<Map<String, @Nullable String>> rows) {

    /** Copies the lists. */
    public TableState {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        rows = List.copyOf(rows);
    }

    /**
     * Returns what tells a row from others, as text.
     *
     * @param row the row
     * @param by the columns
     */
    public static String describe(Map<String, @Nullable String> row, List<String> by) {
        List<String> parts = new ArrayList<>();
        by.forEach(column -> parts.add(column + " = " + row.get(column)));
        return String.join(", ", parts);
    }
}
