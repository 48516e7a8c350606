package io.dbguard.postgres.internal.snapshot;

import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.RowSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The bytes of large objects, as rows of (oid, offset, bytes). They are read with the functions that check privileges, so
 * that a role need not be a superuser: first a piece of each, then the next piece of those that were not at their end.
 */
public final class LargeObjects {
    private static final int PIECE = 256 << 10;
    private static final int OIDS_PER_QUERY = 1000;

    private final PgSession session;

    /**
     * Creates a reader and writer.
     *
     * @param session a transaction
     */
    public LargeObjects(PgSession session) {
        this.session = session;
    }

    /**
     * Reads all large objects.
     *
     * @param sink takes the pieces
     */
    public void read(RowSink sink) {
        List<Long> open = existing();
        for (long offset = 0; !open.isEmpty(); offset += PIECE) {
            List<Long> longer = new ArrayList<>();
            for (int from = 0; from < open.size(); from += OIDS_PER_QUERY) {
                longer.addAll(
                        readPieces(open.subList(from, Math.min(open.size(), from + OIDS_PER_QUERY)), offset, sink));
            }
            open = longer;
        }
    }

    /**
     * Makes the large objects what the rows say: those that are missing are created, those that are there are emptied
     * first, and those that the rows do not know are removed.
     *
     * @param rows the pieces
     */
    public void write(RowSource rows) {
        Set<Long> before = new HashSet<>(existing());
        Set<Long> written = new HashSet<>();
        rows.sendTo((buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            while (reader.nextRow()) {
                long oid = Long.parseLong(text(reader, 0));
                if (written.add(oid)) {
                    create(oid, before.contains(oid));
                }
                session.query(
                        "write a large object",
                        "SELECT pg_catalog.lo_put(?::oid, ?::bigint, ?::bytea)",
                        row -> row,
                        oid,
                        Long.parseLong(text(reader, 1)),
                        text(reader, 2));
            }
        });
        before.removeAll(written);
        before.forEach(
                oid -> session.query("remove a large object", "SELECT pg_catalog.lo_unlink(?::oid)", row -> row, oid));
    }

    private void create(long oid, boolean exists) {
        String sql = exists
                ? "SELECT pg_catalog.lo_truncate64(pg_catalog.lo_open(?::oid, 131072), 0)"
                : "SELECT pg_catalog.lo_create(?::oid)";
        session.query("create a large object", sql, row -> row, oid);
    }

    private List<Long> existing() {
        return session.query(
                "list the large objects",
                "SELECT oid FROM pg_catalog.pg_largeobject_metadata ORDER BY oid",
                row -> row.getLong(1));
    }

    /** Returns those that may have more. */
    private List<Long> readPieces(List<Long> oids, long offset, RowSink sink) {
        String list = oids.stream().map(String::valueOf).collect(Collectors.joining("), ("));
        String sql = "COPY (SELECT o.oid, " + offset + ", pg_catalog.lo_get(o.oid::pg_catalog.oid, " + offset + ", "
                + PIECE + ") FROM (VALUES (" + list + ")) o(oid)) TO STDOUT";
        List<Long> longer = new ArrayList<>();
        try {
            TableRows.copyOut(session, sql, (buffer, from, length, count) -> {
                sink.rows(buffer, from, length, count);
                var reader = new RowReader(buffer, from, length);
                reader.nextRow();
                if (bytesIn(reader) == PIECE) {
                    longer.add(Long.parseLong(text(reader, 0)));
                }
            });
        } catch (SQLException e) {
            throw session.failure("read the large objects", e);
        }
        return longer;
    }

    /** The bytes are in hexadecimal after a backslash, itself escaped, and an x. */
    private static int bytesIn(RowReader reader) {
        return (reader.fieldEnd(2) - reader.fieldStart(2) - 3) / 2;
    }

    private static String text(RowReader reader, int field) {
        return Objects.requireNonNull(reader.text(field));
    }
}
