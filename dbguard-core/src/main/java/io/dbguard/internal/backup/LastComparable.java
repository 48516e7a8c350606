package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.internal.repository.Repository;
import java.util.List;
import java.util.Optional;

/** The newest earlier backup of the same database that was asked to hold the same. */
final class LastComparable {
    /** Who mixes more databases or choices than this in one repository goes without alarms. */
    private static final int LOOKED_AT = 20;

    private LastComparable() {}

    static Optional<Manifest> of(Repository repository, Parent parent, DatabaseInfo database, Scope scope) {
        Optional<Manifest> newest = parent.manifest().filter(manifest -> fits(manifest.header(), database, scope));
        if (newest.isPresent()) {
            return newest;
        }
        List<BackupId> ids = repository.manifests().ids();
        for (int i = ids.size() - 1; i >= Math.max(0, ids.size() - LOOKED_AT); i--) {
            Optional<Manifest> found = read(repository, ids.get(i));
            if (found.filter(manifest -> fits(manifest.header(), database, scope))
                    .isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static boolean fits(BackupHeader header, DatabaseInfo database, Scope scope) {
        DatabaseInfo other = header.database();
        return other.provider().equals(database.provider())
                && other.name().equals(database.name())
                && other.identity().equals(database.identity())
                && header.scope().equals(scope);
    }

    private static Optional<Manifest> read(Repository repository, BackupId id) {
        try {
            return Optional.of(repository.manifests().read(id));
        } catch (DbGuardException e) {
            // 'list' and 'verify' say so; here it only means that there is less to compare with.
            return Optional.empty();
        }
    }
}
