package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.internal.repository.Repository;
import java.util.List;
import java.util.Optional;

/**
 * The newest earlier backup of the same database that was asked to hold the same. One that a restore took first holds what
 * was to be mended, and says nothing.
 *
 * @param id its name
 * @param rows how many rows it holds
 * @param tables the rows of each table, empty where it is encrypted and there is no identity
 */
record LastComparable(BackupId id, long rows, Optional<List<TableContent>> tables) {
    /** Who mixes more databases or choices than this in one place goes without alarms. */
    private static final int LOOKED_AT = 20;

    static Optional<LastComparable> of(
            Repository repository, LatestBackups latest, DatabaseInfo database, Scope scope) {
        return latest.few(LOOKED_AT).stream()
                .flatMap(id -> read(repository, id, database, scope).stream())
                .findFirst();
    }

    private static Optional<LastComparable> read(
            Repository repository, BackupId id, DatabaseInfo database, Scope scope) {
        try {
            BackupHeader header = repository.manifests().header(id);
            if (!header.database().isSameAs(database) || header.reason() == BackupReason.BEFORE_RESTORE) {
                return Optional.empty();
            }
            return repository.canOpen() ? opened(repository, id, scope) : sealed(repository, header, scope);
        } catch (DbGuardException e) {
            // 'list' and 'verify' say so; here it only means that there is less to compare with.
            return Optional.empty();
        }
    }

    private static Optional<LastComparable> opened(Repository repository, BackupId id, Scope scope) {
        return Optional.of(repository.manifests().read(id))
                .filter(manifest -> manifest.header().scope().equals(scope))
                .map(manifest -> new LastComparable(id, manifest.rows(), Optional.of(manifest.tables())));
    }

    /** Of a choice of tables a sealed backup does not say which. */
    private static Optional<LastComparable> sealed(Repository repository, BackupHeader header, Scope scope) {
        BackupId id = header.id();
        return scope.everything() && header.scope().everything()
                ? Optional.of(new LastComparable(id, repository.manifests().rows(id), Optional.empty()))
                : Optional.empty();
    }
}
