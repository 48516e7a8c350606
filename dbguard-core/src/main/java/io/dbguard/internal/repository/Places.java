package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;
import io.dbguard.internal.IoReason;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.Locale;

/** Says in one sentence what a storage could not do. */
final class Places {
    private static final long NEXT_TO_NOTHING = 1L << 16;

    private Places() {}

    static RepositoryException cannotRead(Storage storage, String path, IOException e) {
        return new RepositoryException(
                "Cannot read " + path + " in " + storage.describe() + ": " + IoReason.of(e),
                "nothing was changed",
                "check that the folder is mounted and that this user may read it",
                e);
    }

    static RepositoryException cannotWrite(Storage storage, String path, IOException e) {
        return new RepositoryException(
                "Cannot write " + path + " in " + storage.describe() + ": " + IoReason.of(e),
                "all earlier backups are whole and nothing unfinished is listed as a backup",
                isFull(storage, e)
                        ? "free some space there and try again"
                        : "check that the folder is mounted and that this user may write to it",
                e);
    }

    static RepositoryException interrupted() {
        return new RepositoryException("Reading the backup was interrupted", "nothing was changed", "try again");
    }

    /** The system's own words may be in any language, so the place is asked, too. */
    private static boolean isFull(Storage storage, IOException e) {
        if (storage.freeBytes().orElse(Long.MAX_VALUE) < NEXT_TO_NOTHING) {
            return true;
        }
        String text = IoReason.of(e).toLowerCase(Locale.ROOT);
        return text.contains("no space left") || text.contains("disk quota") || text.contains("not enough space");
    }
}
