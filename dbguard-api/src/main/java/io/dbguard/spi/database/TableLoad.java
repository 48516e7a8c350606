package io.dbguard.spi.database;

import io.dbguard.api.schema.Table;
import java.util.List;

/**
 * The rows that a table is to hold in the end.
 *
 * @param table the table, with the columns that the rows carry
 * @param replace whether the table exists and its present rows go; otherwise the plan creates it
 * @param parts the rows, some after the other or several at once
 */
public record TableLoad(Table table, boolean replace, List<RowSource> parts) {
    /** Copies the list, so that the load can be shared. */
    public TableLoad {
        parts = List.copyOf(parts);
    }

    /** Returns all rows. */
    public RowSource rows() {
        return sink -> parts.forEach(part -> part.sendTo(sink));
    }
}
