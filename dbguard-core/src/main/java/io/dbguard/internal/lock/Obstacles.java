package io.dbguard.internal.lock;

import io.dbguard.api.RepositoryException;
import io.dbguard.internal.IoReason;
import java.io.IOException;
import java.util.Locale;

/** Says in one sentence why a lock could not be stored or renewed. */
final class Obstacles {
    private Obstacles() {}

    static RepositoryException describe(String failed, IOException e) {
        return new RepositoryException(
                failed + ": " + IoReason.of(e),
                "all earlier backups are whole and nothing unfinished is listed as a backup",
                isFull(e)
                        ? "free some space there and try again"
                        : "check that the place can be reached and that this user may write to it, and try again",
                e);
    }

    private static boolean isFull(IOException e) {
        String text = IoReason.of(e).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("disk quota") || text.contains("not enough space");
    }
}
