package io.dbguard.postgres.internal.wal;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;
import java.util.Optional;

/**
 * Summaries that together cover a stretch of the WAL.
 *
 * @param timeline whose
 * @param ranges where each starts and ends
 */
record WalSummaries(long timeline, List<Range> ranges) {
    /** The server reads each as a file; of more than this, asking the tables may be cheaper. */
    private static final int MOST = 3000;

    private static final String SQL = """
            SELECT start, beyond
              FROM (SELECT (start_lsn - '0/0'::pg_lsn)::bigint AS start, (end_lsn - '0/0'::pg_lsn)::bigint AS beyond
                      FROM pg_catalog.pg_available_wal_summaries() WHERE tli = ?) s
             WHERE beyond > ? AND start < ?
             ORDER BY start, beyond
            """;

    /** One summary. */
    record Range(long start, long end) {}

    WalSummaries {
        ranges = List.copyOf(ranges);
    }

    /** Finds those that cover a stretch without a gap; of an empty stretch that are none. */
    static Optional<WalSummaries> covering(long timeline, long from, long to, PgSession session) {
        List<Range> ranges = from >= to
                ? List.of()
                : session.query(
                        "ask for summaries of the WAL",
                        SQL,
                        row -> new Range(row.getLong("start"), row.getLong("beyond")),
                        timeline,
                        from,
                        to);
        return ranges.size() <= MOST && cover(ranges, from, to)
                ? Optional.of(new WalSummaries(timeline, ranges))
                : Optional.empty();
    }

    static boolean cover(List<Range> sorted, long from, long to) {
        long reached = from;
        for (Range range : sorted) {
            if (range.start > reached) {
                return false;
            }
            reached = Math.max(reached, range.end);
        }
        return reached >= to;
    }
}
