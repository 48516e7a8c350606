package io.dbguard.postgres.internal.wal;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.spi.database.TablePiece;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds pieces of tables against the blocks that summaries name. */
final class WrittenBlocks {
    /** Of tables that this transaction has locked, and whose writes go to the WAL: those of unlogged ones do not. */
    private static final String FILES = """
            SELECT n.nspname, c.relname, c.relfilenode::bigint AS file
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_am a ON a.oid = c.relam
             WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND a.amname = 'heap' AND c.relfilenode <> 0
               AND c.oid IN (SELECT l.relation FROM pg_locks l
                              WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.granted)
            """;

    /**
     * A file keeps its number when its database moves to another tablespace, so that is not asked for. A limit means that the
     * file was made, cut off or removed; file 0 stands for all of the database.
     */
    private static final String WRITTEN = """
            WITH written AS MATERIALIZED (
              SELECT c.relfilenode::bigint AS file, c.relblocknumber AS block, c.is_limit_block AS cut
                FROM unnest(?::bigint[], ?::bigint[]) AS s (start, beyond)
               CROSS JOIN LATERAL pg_catalog.pg_wal_summary_contents(?, '0/0'::pg_lsn + s.start, '0/0'::pg_lsn + s.beyond) c
               WHERE c.relforknumber = 0
                 AND c.reldatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
            )
            SELECT DISTINCT w.file, w.cut, w.block / f.step * f.step AS block
              FROM written w
              JOIN unnest(?::bigint[], ?::bigint[]) AS f (file, step) ON f.file = w.file
             UNION ALL
            (SELECT 0, true, 0 FROM written WHERE file = 0 LIMIT 1)
            """;

    private final PgSession session;

    WrittenBlocks(PgSession session) {
        this.session = session;
    }

    private record Written(long file, boolean cut, long block) {}

    /** Returns those pieces that no summary names. */
    Set<TablePiece> without(List<TablePiece> pieces, WalSummaries summaries) {
        Map<Long, FilePieces> files = byFile(pieces);
        for (Written written : ask(files, summaries)) {
            FilePieces file = files.get(written.file);
            if (file == null) {
                return Set.of();
            } else if (written.cut) {
                file.cut();
            } else {
                file.written(written.block);
            }
        }
        return files.values().stream()
                .flatMap(file -> file.untouched().stream())
                .collect(Collectors.toSet());
    }

    private Map<Long, FilePieces> byFile(List<TablePiece> pieces) {
        Map<TableName, Long> numbers = session.queryMap(
                "ask for the files of tables",
                FILES,
                row -> new TableName(row.getString("nspname"), row.getString("relname")),
                row -> row.getLong("file"));
        Map<Long, FilePieces> files = new TreeMap<>();
        for (TablePiece piece : pieces) {
            Long number = numbers.get(piece.table().name());
            if (number != null) {
                files.computeIfAbsent(number, any -> new FilePieces()).add(piece);
            }
        }
        return files;
    }

    private List<Written> ask(Map<Long, FilePieces> files, WalSummaries summaries) {
        if (files.isEmpty() || summaries.ranges().isEmpty()) {
            return List.of();
        }
        return session.query(
                "ask which blocks were written",
                WRITTEN,
                row -> new Written(row.getLong("file"), row.getBoolean("cut"), row.getLong("block")),
                array(summaries.ranges().stream().map(WalSummaries.Range::start).toList()),
                array(summaries.ranges().stream().map(WalSummaries.Range::end).toList()),
                summaries.timeline(),
                array(List.copyOf(files.keySet())),
                array(files.values().stream().map(FilePieces::step).toList()));
    }

    private static String array(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
