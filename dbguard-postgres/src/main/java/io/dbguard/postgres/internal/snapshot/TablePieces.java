package io.dbguard.postgres.internal.snapshot;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.spi.database.TablePiece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts tables into pieces of blocks. A row has its place in a block, and the server reads the blocks between two places
 * without looking at others (a TID range scan). A cut depends on nothing but its block, so that a table that grows or
 * changes is cut in the same places again, and what was not changed is found again in the next backup. See
 * docs/decisions/0008-pieces-and-connections.md.
 */
final class TablePieces {
    /** A piece of a small table is about so large. */
    private static final long SMALLEST = 1L << 20;

    /** And one of a huge table, so that there are not too many to remember. */
    private static final long LARGEST = 8L << 20;

    /** A table is cut into about so many before its pieces grow. */
    private static final long MANY = 1024;

    /** Stands for none; no table has so many (PostgreSQL docs, appendix K). */
    private static final long NO_BLOCK = 0xFFFF_FFFFL;

    /**
     * Only of tables that this transaction has locked, so that the question itself waits for nobody. What is not a heap
     * may number its rows as it likes.
     */
    private static final String SIZES = """
            SELECT n.nspname, c.relname, pg_relation_size(c.oid) AS main, pg_table_size(c.oid) AS whole,
                   current_setting('block_size')::bigint AS block, a.amname = 'heap' AS heap
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_am a ON a.oid = c.relam
             WHERE c.relkind = 'r'
               AND c.oid IN (SELECT l.relation FROM pg_locks l
                              WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted)
            """;

    private TablePieces() {}

    private record Size(long main, long whole, long block, boolean heap) {
        /** What is stored aside counts too. A power of two, so that the cuts of larger pieces are among those of smaller. */
        long blocksPerPiece() {
            long bytes = Math.max(SMALLEST, Math.min(LARGEST, Long.highestOneBit(whole / MANY)));
            long blocks = bytes / block;
            while (blocks > 1 && (double) whole / main * blocks * block > 2.0 * bytes) {
                blocks /= 2;
            }
            return blocks;
        }
    }

    /**
     * Cuts tables.
     *
     * @param tables which
     * @param session has locked them
     * @param whole those of which only some rows belong to the user
     */
    static List<TablePiece> of(List<Table> tables, PgSession session, Set<TableName> whole) {
        Map<TableName, Size> sizes = session.queryMap(
                "measure the tables",
                SIZES,
                row -> new TableName(row.getString("nspname"), row.getString("relname")),
                row -> new Size(
                        row.getLong("main"), row.getLong("whole"), row.getLong("block"), row.getBoolean("heap")));
        whole.forEach(sizes::remove);
        List<TablePiece> pieces = new ArrayList<>();
        for (Table table : tables) {
            pieces.addAll(of(table, sizes.getOrDefault(table.name(), new Size(0, 0, 1, false))));
        }
        return pieces;
    }

    private static List<TablePiece> of(Table table, Size size) {
        if (!size.heap || size.main == 0) {
            return List.of(TablePiece.whole(table, size.whole));
        }
        long blocks = size.main / size.block;
        long step = size.blocksPerPiece();
        List<TablePiece> pieces = new ArrayList<>();
        for (long from = 0; from < blocks; from += step) {
            boolean last = from + step >= blocks;
            long share = (long) ((double) size.whole * Math.min(step, blocks - from) / blocks);
            pieces.add(new TablePiece(table, from, last ? Long.MAX_VALUE : from + step, share));
        }
        return pieces;
    }

    /** Returns what holds for the rows of a piece and for no others. */
    static String condition(TablePiece piece) {
        String from = "WHERE ctid >= " + start(piece);
        return piece.to() == Long.MAX_VALUE ? from : from + " AND ctid < " + beyond(piece);
    }

    /** Returns the place where a piece starts, as SQL. */
    static String start(TablePiece piece) {
        return place(piece.from());
    }

    /** Returns the place before which a piece ends, as SQL. */
    static String beyond(TablePiece piece) {
        return place(Math.min(piece.to(), NO_BLOCK));
    }

    private static String place(long block) {
        return "'(" + block + ",0)'::tid";
    }
}
