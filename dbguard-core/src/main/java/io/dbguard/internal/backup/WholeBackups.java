package io.dbguard.internal.backup;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Scope;
import io.dbguard.internal.Target;
import io.dbguard.internal.repository.Repository;
import io.dbguard.spi.database.Snapshot;
import java.util.Optional;

/** The backups of everything in one database, among all that share a repository. */
public final class WholeBackups {
    private final Repository repository;

    /**
     * Creates the view.
     *
     * @param repository where the backups are
     */
    public WholeBackups(Repository repository) {
        this.repository = repository;
    }

    /**
     * Returns the newest one that may be built upon; one that a restore took for safety may hold the damage.
     *
     * @param target the database
     * @throws RequestException if there is none
     */
    public BackupId newestOf(Target target) {
        DatabaseInfo database = database(target);
        return newestOf(database)
                .orElseThrow(() -> new RequestException(
                        "There is no backup of everything in " + database.name() + " in " + repository.describe(),
                        "nothing was changed",
                        "take one, or name a backup"));
    }

    /**
     * Returns the newest one that may be built upon, if there is one.
     *
     * @param database whose
     */
    public Optional<BackupId> newestOf(DatabaseInfo database) {
        return repository.manifests().newestFirst().stream()
                .filter(id -> isWhole(repository.manifests().header(id), database))
                .findFirst();
    }

    private static boolean isWhole(BackupHeader header, DatabaseInfo database) {
        return header.reason() != BackupReason.BEFORE_RESTORE
                && header.scope().equals(Scope.EVERYTHING)
                && header.database().isSameAs(database);
    }

    /**
     * Asks which database it is.
     *
     * @param target the database
     */
    public static DatabaseInfo database(Target target) {
        try (Snapshot snapshot = target.openSnapshot()) {
            return snapshot.database();
        }
    }
}
