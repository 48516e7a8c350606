package io.dbguard.internal.evidence;

import io.dbguard.internal.evidence.LiveNames.LiveTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/**
 * How large a table is in PostgreSQL, without reading it.
 *
 * @param bytes with its indexes
 * @param rows what the server thinks, negative if it never looked
 */
record TableSize(long bytes, long rows) {
    /** What a server reads and writes in a second, at least; only good for telling seconds from hours. */
    private static final long BYTES_A_SECOND = 50_000_000;

    private static final String QUERY = """
            SELECT sum(pg_total_relation_size(c.oid))::bigint, sum(c.reltuples)::bigint
              FROM pg_class c
             WHERE c.oid = ?::regclass OR c.oid IN (SELECT relid FROM pg_partition_tree(?::regclass))
            """;

    static Optional<TableSize> of(LiveTable table, Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setString(1, table.sql());
            query.setString(2, table.sql());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new TableSize(row.getLong(1), row.getLong(2))) : Optional.empty();
            }
        }
    }

    /** Returns the size, and how long it roughly takes to write the table anew. */
    String words(boolean rewrites) {
        String size = bytes < 10_000_000
                ? String.format(Locale.ROOT, "%,d KB", (bytes + 999) / 1000)
                : String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
        return rewrites ? size + " to write anew, roughly " + time() : size;
    }

    private String time() {
        long seconds = 1 + bytes / BYTES_A_SECOND;
        return seconds < 120 ? seconds + " s" : String.format(Locale.ROOT, "%,d minutes", seconds / 60);
    }
}
