package io.dbguard.internal.check;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The backups of everything of a repository, as far as a check needs them. What a restore took for safety does not count: it
 * may hold the very damage.
 */
final class Backups {
    /** Who keeps the backups of many databases in one place has them looked for among so many. */
    private static final int LOOKED_AT = 200;

    private final @Nullable Repository repository;
    private @Nullable List<BackupSummary> newest;

    /** Opens the backups; null stands for a repository that is not there yet. */
    Backups(@Nullable Repository repository) {
        this.repository = repository;
    }

    Optional<Repository> repository() {
        return Optional.ofNullable(repository);
    }

    int count() {
        return repository == null ? 0 : repository.manifests().ids().size();
    }

    /** Returns the newest backup of a database. */
    Optional<BackupSummary> newestOf(DatabaseInfo database) {
        return newest().filter(backup -> backup.header().database().isSameAs(database))
                .findFirst();
    }

    /** Returns the newest backup of all. */
    Optional<BackupSummary> newestOfAny() {
        return newest().findFirst();
    }

    /**
     * Returns the newest backup with rows. One of a database of the same name is as good as one of the same: who drops a
     * database and creates it anew has another one.
     */
    Optional<BackupSummary> newestWithRows(LiveDatabase database) {
        return newest().filter(backup -> isNamesake(backup.header().database(), database.info()))
                .filter(backup -> backup.rows() > 0 && rows(backup, database) > 0)
                .findFirst();
    }

    /** Returns the rows of each table of a backup, empty if it cannot be opened. */
    Optional<List<TableContent>> tables(BackupSummary backup) {
        return Optional.ofNullable(repository)
                .filter(Repository::canOpen)
                .map(open -> open.manifests().read(backup.header().id()))
                .map(Manifest::tables);
    }

    /** Returns the number of rows without those of migration histories; where these are sealed, without as many as there are now. */
    long rows(BackupSummary backup, LiveDatabase now) {
        return tables(backup)
                .map(tables -> tables.stream()
                        .filter(content ->
                                !LiveDatabase.isHistory(content.table().name()))
                        .mapToLong(TableContent::rows)
                        .sum())
                .orElseGet(() -> Math.max(0, backup.rows() - now.historyRows()));
    }

    private static boolean isNamesake(DatabaseInfo one, DatabaseInfo other) {
        return one.provider().equals(other.provider()) && one.name().equals(other.name());
    }

    private Stream<BackupSummary> newest() {
        List<BackupSummary> known = newest;
        if (known == null) {
            known = repository == null ? List.of() : read(repository);
            newest = known;
        }
        return known.stream();
    }

    private static List<BackupSummary> read(Repository repository) {
        var catalogue = new Catalogue(repository);
        Predicate<BackupSummary> counts = backup -> backup.header().reason() != BackupReason.BEFORE_RESTORE
                && backup.header().scope().everything();
        return repository.manifests().newestFirst().stream()
                .limit(LOOKED_AT)
                .flatMap(id -> summary(catalogue, id).stream())
                .filter(counts)
                .toList();
    }

    /** 'list' and 'verify' name what cannot be read; here it is as if it were not there. */
    private static Optional<BackupSummary> summary(Catalogue catalogue, BackupId id) {
        try {
            return Optional.of(catalogue.get(id));
        } catch (DbGuardException e) {
            return Optional.empty();
        }
    }
}
