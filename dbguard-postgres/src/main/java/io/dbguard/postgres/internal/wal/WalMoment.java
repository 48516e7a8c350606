package io.dbguard.postgres.internal.wal;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/**
 * A place in the WAL and the transactions that ran at that moment. They may have written before that place, so nobody who
 * looks for writes from there on finds those; everybody else who wrote before had ended when it was asked who runs.
 *
 * @param era as long as it is the same, ids mean the same
 * @param position where the next record was to stand
 * @param running whoever had an id then
 */
public record WalMoment(String era, long position, List<Long> running) {
    private static final String IS_KEPT = """
            SELECT coalesce(current_setting('summarize_wal', true) = 'on', false)
               AND current_setting('wal_level') <> 'minimal'
            """;

    private static final String POSITION = "SELECT (pg_catalog.pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint";

    /** Whoever has an id holds a lock on it until everybody can see that he has ended. */
    private static final String RUNNING = """
            SELECT transactionid::text::bigint FROM pg_catalog.pg_locks WHERE locktype = 'transactionid'
             UNION
            SELECT transaction::text::bigint FROM pg_catalog.pg_prepared_xacts
            """;

    /** Copies the list, so that the moment can be shared. */
    public WalMoment {
        running = List.copyOf(running);
    }

    /** Returns whether the server keeps an account of writes; none before 17 does. */
    public static boolean isKept(PgSession session) {
        return session.query("ask for summaries of the WAL", IS_KEPT, row -> row.getBoolean(1))
                .get(0);
    }

    /**
     * Returns the moment. It must be over before a snapshot is taken that
     * is to be held against it.
     *
     * @param session a transaction on a server that is no standby
     * @param era the era
     * @param snapshot what {@code pg_current_snapshot()} says
     */
    public static WalMoment now(PgSession session, String era, String snapshot) {
        SeenTransactions near = SeenTransactions.of(snapshot);
        // The order matters: whoever gets an id after the first question writes after that place.
        long position = session.query("ask how far the WAL goes", POSITION, row -> row.getLong(1))
                .get(0);
        return new WalMoment(
                era, position, session.query("ask which transactions run", RUNNING, row -> near.whole(row.getLong(1))));
    }

    /** Returns whether a later snapshot sees the end of all that ran. */
    boolean isOver(SeenTransactions seen) {
        return running.stream().allMatch(seen::sees);
    }
}
