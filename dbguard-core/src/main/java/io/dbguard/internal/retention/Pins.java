package io.dbguard.internal.retention;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.repository.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers which backups stay whatever the rules say. That a file is there counts, not what it says. */
public final class Pins {
    private static final String FOLDER = "pinned";
    private static final String SUFFIX = ".json";

    private final Repository repository;

    /**
     * Creates the memory.
     *
     * @param repository where it is
     */
    public Pins(Repository repository) {
        this.repository = repository;
    }

    /** Returns what is pinned. */
    public Set<BackupId> all() {
        try {
            return repository.storage().list(FOLDER).stream()
                    .filter(path -> path.endsWith(SUFFIX))
                    .map(path -> path.substring(FOLDER.length() + 1, path.length() - SUFFIX.length()))
                    .map(BackupId::new)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw failure("read which backups are pinned", e);
        }
    }

    /**
     * Lets a backup stay. Under a lock, so that it is not being removed at this moment.
     *
     * @param id the backup; its files must be whole
     * @param wait how long to wait for others
     */
    public void pin(BackupId id, Duration wait) {
        try (HeldLock lock = repository.locks().shared("pin", wait)) {
            repository.manifests().check(id);
            byte[] content = ("{\"pinnedAt\" : \"" + Instant.now() + "\"}\n").getBytes(StandardCharsets.US_ASCII);
            lock.confirm();
            repository.storage().create(path(id), content);
            lock.confirm();
        } catch (IOException e) {
            throw failure("pin " + id, e);
        }
    }

    /**
     * Lets backups stay that are pinned elsewhere. To be called under a lock.
     *
     * @param others where; those of its backups that are not here are passed over
     */
    public void addAll(Pins others) {
        List<BackupId> here = repository.manifests().ids();
        for (BackupId id : others.all()) {
            if (here.contains(id)) {
                try {
                    repository
                            .storage()
                            .create(path(id), others.repository.storage().read(path(id)));
                } catch (IOException e) {
                    throw failure("pin " + id, e);
                }
            }
        }
    }

    /**
     * Lets the rules decide on a backup again.
     *
     * @param id the backup
     */
    public void unpin(BackupId id) {
        try {
            repository.storage().delete(path(id));
        } catch (IOException e) {
            throw failure("unpin " + id, e);
        }
    }

    private static String path(BackupId id) {
        return FOLDER + "/" + id + SUFFIX;
    }

    private RepositoryException failure(String doing, IOException e) {
        return new RepositoryException(
                "Cannot " + doing + " in " + repository.describe() + ": " + IoReason.of(e),
                "no backup was changed",
                "check that the place can be reached and that this user may write to it",
                e);
    }
}
