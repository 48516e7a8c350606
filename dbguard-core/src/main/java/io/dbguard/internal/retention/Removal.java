package io.dbguard.internal.retention;

import io.dbguard.api.RepositoryException;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;

/** The one place where something of a repository is deleted for good, each time after a look at the lock. */
final class Removal {
    private final Storage storage;
    private final HeldLock lock;

    Removal(Storage storage, HeldLock lock) {
        this.storage = storage;
        this.lock = lock;
    }

    void delete(String path) {
        lock.check();
        try {
            storage.delete(path);
        } catch (IOException e) {
            throw new RepositoryException(
                    "Cannot remove " + path + " from " + storage.describe() + ": " + IoReason.of(e),
                    "all backups that were to be kept are whole",
                    "check that this user may delete there, and prune again",
                    e);
        }
    }
}
