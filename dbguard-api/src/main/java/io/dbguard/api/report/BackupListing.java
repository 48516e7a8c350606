package io.dbguard.api.report;

import java.util.List;

/**
 * The backups in a repository.
 *
 * @param backups the backups, oldest first
 * @param damaged manifests that cannot be read
 */
public record BackupListing(List<BackupSummary> backups, List<Verification.Damage> damaged) {

    /** Copies the lists, so that the listing can be shared. */
    public BackupListing {
        backups = List.copyOf(backups);
        damaged = List.copyOf(damaged);
    }
}
