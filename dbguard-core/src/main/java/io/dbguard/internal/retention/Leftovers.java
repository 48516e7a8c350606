package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes what writers and prunes left that were cut off. None of it belongs to a backup. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Pattern OF_BACKUP = Pattern.compile("[a-z]+/\\d{4}-\\d{2}-\\d{2}T.+\\.json");

    private final Repository repository;
    private final Duration grace;

    Leftovers(Repository repository, Duration grace) {
        this.repository = repository;
        this.grace = grace;
    }

    /** Returns what may be noted of a backup. */
    static List<String> notes(BackupId id) {
        return RepositoryPaths.NOTES.stream()
                .map(folder -> RepositoryPaths.note(folder, id))
                .toList();
    }

    void remove(Collection<BackupId> backups, Instant now, Removal removal) {
        Storage storage = repository.storage();
        try {
            BackupFiles.in(storage, backups).leftovers().stream()
                    .filter(file -> isOld(file, now))
                    .forEach(file -> removal.delete(file.path()));
            Set<String> needed =
                    backups.stream().flatMap(id -> notes(id).stream()).collect(Collectors.toSet());
            for (String folder : RepositoryPaths.NOTES) {
                storage.stored(folder).stream()
                        .filter(file -> OF_BACKUP.matcher(file.path()).matches() && !needed.contains(file.path()))
                        .filter(file -> isOld(file, now))
                        .forEach(file -> removal.delete(file.path()));
            }
            storage.discardUnfinished(grace);
        } catch (IOException e) {
            LOG.warn("Not all leftovers could be removed from {}: {}", storage.describe(), IoReason.of(e));
        }
    }

    private boolean isOld(Stored file, Instant now) {
        return Duration.between(file.modified(), now).compareTo(grace) >= 0;
    }
}
