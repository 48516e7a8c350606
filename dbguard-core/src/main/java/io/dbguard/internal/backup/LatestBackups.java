package io.dbguard.internal.backup;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.Repository;
import java.util.List;

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

    /** Returns those that are worth a look. */
    List<BackupId> few() {
        return few(LOOKED_AT);
    }

    /** Returns the newest, or all if there are not so many. */
    List<BackupId> few(int most) {
        return ids.subList(0, Math.min(most, ids.size()));
    }
}
