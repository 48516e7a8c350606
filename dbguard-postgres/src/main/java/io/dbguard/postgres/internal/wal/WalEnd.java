package io.dbguard.postgres.internal.wal;

import io.dbguard.postgres.internal.session.PgSession;

/**
 * How far one has to look. The newest writes are in no summary before the next checkpoint. But whoever ended before a checkpoint
 * began has written before the place from which it starts; so if a snapshot sees nobody who was still running then or came
 * later, what was written after that place does not count.
 *
 * @param timeline of the WAL
 * @param position where the next record is to stand
 * @param checkpoint the place from which the last checkpoint starts
 * @param oldest the first transaction that ran when that checkpoint began, or was to come; 0 if nobody knows
 */
record WalEnd(long timeline, long position, long checkpoint, long oldest) {
    private static final String SQL = """
            SELECT timeline_id, (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint AS position,
                   (redo_lsn - '0/0'::pg_lsn)::bigint AS checkpoint, oldest_active_xid::text::bigint AS oldest
              FROM pg_catalog.pg_control_checkpoint()
            """;

    /** Asks, in the transaction that has the snapshot. */
    static WalEnd ask(PgSession session) {
        return session.query(
                        "ask how far the WAL goes",
                        SQL,
                        row -> new WalEnd(
                                row.getLong("timeline_id"),
                                row.getLong("position"),
                                row.getLong("checkpoint"),
                                row.getLong("oldest")))
                .get(0);
    }

    /** Returns the place before which everybody has written whom a snapshot sees. */
    long of(SeenTransactions seen) {
        return oldest != 0 && seen.seesNoneFrom(seen.whole(oldest)) ? Math.min(checkpoint, position) : position;
    }
}
