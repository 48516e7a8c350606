package io.dbguard.postgres.internal.wal;

import io.dbguard.postgres.internal.session.PgSession;
import java.time.Duration;
import java.util.Optional;

/**
 * A checkpoint makes the server write all that is in its memory, so it is only asked for where whoever runs the server has said
 * for how much that is worth it, and where the role may.
 */
final class Checkpoint {
    /** A setting of the library's own, for a role, a database or a connection: for how many bytes of tables. */
    private static final String MAY_ASK = """
            SELECT pg_catalog.pg_size_bytes(nullif(current_setting('dbguard.checkpoint_above', true), '')) < ?
               AND pg_catalog.pg_has_role('pg_checkpoint', 'USAGE')
            """;

    /** The summary follows at once; it took 0.16 s where it took long. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Checkpoint() {}

    static boolean isWorthIt(long bytes, PgSession session) {
        return session.query("ask whether a checkpoint is wanted", MAY_ASK, row -> row.getBoolean(1), bytes)
                .get(0);
    }

    /** Makes one, and waits a little until a stretch of the WAL is covered. */
    static Optional<WalSummaries> thenCovering(long timeline, long from, long to, PgSession session) {
        session.execute("make a checkpoint", "CHECKPOINT");
        long start = System.nanoTime();
        while (true) {
            Optional<WalSummaries> found = WalSummaries.covering(timeline, from, to, session);
            if (found.isPresent() || System.nanoTime() - start > PATIENCE.toNanos() || !pause()) {
                return found;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
