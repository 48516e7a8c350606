package io.dbguard.internal.backup;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.retention.BackupFiles;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a manifest its name, and makes sure that nobody removed what it names: a process may be stopped for any time
 * between any two steps, and another one may have taken its lock for that of a dead one.
 */
final class Publication {
    private static final Logger LOG = LoggerFactory.getLogger(Publication.class);
    private static final String INTACT = "all earlier backups are whole and nothing unfinished is listed as a backup";

    private final Repository repository;
    private final HeldLock lock;

    Publication(Repository repository, HeldLock lock) {
        this.repository = repository;
        this.lock = lock;
    }

    /** Returns false if another backup has the same name; nothing was stored then. */
    boolean publish(Manifest manifest) {
        lock.confirm();
        if (lock.wasInDoubt()) {
            checkBlobs(manifest);
        }
        if (!repository.manifests().create(manifest)) {
            return false;
        }
        if (!lock.isStillHeld()) {
            withdraw(manifest.header().id());
        }
        return true;
    }

    private void checkBlobs(Manifest manifest) {
        boolean complete = manifest.tables().stream()
                .allMatch(table -> table.chunks().stream().allMatch(repository.blobs()::isThere));
        if (!complete) {
            throw new RepositoryException(
                    "Rows that the backup needs were removed from " + repository.describe()
                            + " while its lock was not renewed",
                    INTACT,
                    "try again, and see that the machine is not suspended meanwhile");
        }
    }

    /** Whoever took the lock over may be removing blobs, not knowing of a manifest that came later. */
    private void withdraw(BackupId id) {
        Set<BackupId> all = new HashSet<>(repository.manifests().ids());
        all.add(id);
        try {
            var storage = repository.storage();
            for (String file : BackupFiles.in(storage, all).of(id)) {
                storage.delete(file);
            }
        } catch (IOException e) {
            LOG.error(
                    "The backup {} cannot be relied on, but could not be removed from {}: {}",
                    id,
                    repository.describe(),
                    IoReason.of(e));
        }
        throw new RepositoryException(
                "The lock of the backup " + id + " in " + repository.describe()
                        + " was taken over by somebody else, since this process gave no sign of life",
                INTACT,
                "try again, and see that the machine is not suspended meanwhile");
    }
}
