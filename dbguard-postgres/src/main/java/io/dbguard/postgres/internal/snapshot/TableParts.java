package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.TablePiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables to which nobody writes, in parts for several connections to read. */
public final class TableParts {
    /** Large enough that a statement for each costs nothing, and small enough that all are done at about the same time. */
    private static final long BYTES = 16L << 20;

    private static final String SIZES = """
            SELECT n.nspname, c.relname, pg_table_size(c.oid) AS bytes,
                   pg_relation_size(c.oid) / current_setting('block_size')::bigint AS blocks
              FROM unnest(?::text[], ?::text[]) AS t (schema, name)
              JOIN pg_namespace n ON n.nspname = t.schema
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name AND c.relkind = 'r'
              JOIN pg_am a ON a.oid = c.relam AND a.amname = 'heap'
            """;

    private TableParts() {}

    private record Size(long bytes, long blocks) {
        static final Size UNKNOWN = new Size(0, 0);

        long blocksPerPart() {
            return Math.max(1, blocks * BYTES / Math.max(BYTES, bytes));
        }
    }

    /**
     * Divides tables.
     *
     * @param tables which
     * @param session any transaction that sees them
     * @return parts that hold every row once, those of one table after each other
     */
    public static List<TablePiece> of(List<Table> tables, PgSession session) {
        Map<TableName, Size> sizes = sizes(tables, session);
        // Of these only some rows count, which are chosen by a condition of their own.
        ExtensionTableCatalog.conditions(session).keySet().forEach(sizes::remove);
        List<TablePiece> parts = new ArrayList<>();
        tables.forEach(table -> addParts(table, sizes.getOrDefault(table.name(), Size.UNKNOWN), parts));
        return parts;
    }

    private static Map<TableName, Size> sizes(List<Table> tables, PgSession session) {
        return session.queryMap(
                "measure the tables",
                SIZES,
                row -> new TableName(row.getString("nspname"), row.getString("relname")),
                row -> new Size(row.getLong("bytes"), row.getLong("blocks")),
                tables.stream().map(table -> table.name().schema()).toArray(String[]::new),
                tables.stream().map(table -> table.name().table()).toArray(String[]::new));
    }

    private static void addParts(Table table, Size size, List<TablePiece> parts) {
        long step = size.blocksPerPart();
        long left = size.bytes;
        long from = 0;
        while (from + step < size.blocks) {
            long share = Math.min(BYTES, left);
            parts.add(new TablePiece(table, from, from + step, share));
            left -= share;
            from += step;
        }
        parts.add(new TablePiece(table, from, Long.MAX_VALUE, left));
    }

    /**
     * Reads a part.
     *
     * @param part which
     * @param session any transaction that sees the table
     * @param sink takes its rows
     */
    public static void read(TablePiece part, PgSession session, RowSink sink) {
        new TableRows(session).read(part, sink);
    }
}
