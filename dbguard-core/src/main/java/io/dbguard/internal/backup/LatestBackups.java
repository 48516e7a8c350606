package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.repository.BackupTimes;
import io.dbguard.internal.repository.Repository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The backups in a repository at one moment. Any of them may be gone when it is read.
 *
 * @param ids their names, newest first
 */
record LatestBackups(List<BackupId> ids) {
    /** Who keeps the backups of more databases than this in one place goes without what the last one could tell. */
    private static final int LOOKED_AT = 10;

    static LatestBackups in(Repository repository) {
        return new LatestBackups(repository.manifests().newestFirst());
    }

    /**
     * Returns a time for the next backup of a database. A clock that is a little behind, or was set back, must not let it look older
     * than one that came before it.
     *
     * @param now the time of this host
     * @param database whose backup it is
     * @param repository where these are
     */
    Instant after(Instant now, DatabaseInfo database, Repository repository) {
        String earliest = BackupTimes.name(now);
        return ids.stream()
                .filter(Predicate.not(BackupTimes.areFromTheFuture(now)))
                .takeWhile(id -> id.value().compareTo(earliest) >= 0)
                .map(id -> timeOf(id, database, repository))
                .flatMap(Optional::stream)
                .findFirst()
                .map(time -> time.plusMillis(1))
                .orElse(now);
    }

    private static Optional<Instant> timeOf(BackupId id, DatabaseInfo database, Repository repository) {
        try {
            return Optional.of(repository.manifests().header(id))
                    .filter(header -> header.database().isSameAs(database))
                    .map(BackupHeader::time);
        } catch (DbGuardException e) {
            return Optional.empty(); // 'list' and 'verify' say so.
        }
    }

    /** Returns those that are worth a look. */
    List<BackupId> few() {
        return few(LOOKED_AT);
    }

    /** Returns the newest, or all if there are not so many. */
    List<BackupId> few(int most) {
        return ids.subList(0, Math.min(most, ids.size()));
    }
}
