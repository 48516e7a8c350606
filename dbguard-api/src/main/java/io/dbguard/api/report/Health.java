package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import java.time.Instant;
import java.util.Optional;

/**
 * How the backups after writes are doing, as far as this guard knows; other instances of the application have guards of
 * their own.
 *
 * @param lastBackup the newest backup that was taken after a write, or an earlier one that still held everything; empty
 *     if there was none since the guard was built
 * @param lastBackupAt when that was done
 * @param oldestUnsavedWrite when the oldest write was noted that is in no backup yet; older than the longest delay means
 *     that something is wrong
 * @param failuresInARow how many backups after writes have failed since the last good one; having to wait for another
 *     instance is no failure
 * @param lastFailure why the last of them failed, without rows and secrets
 * @param paused whether backups are paused
 * @param lastDrill the last drill of this database that this guard knows of: one that it held itself, or that it found noted when
 *     it looked whether one is due, see docs/drill.md
 */
public record Health(
        Optional<BackupId> lastBackup,
        Optional<Instant> lastBackupAt,
        Optional<Instant> oldestUnsavedWrite,
        int failuresInARow,
        Optional<String> lastFailure,
        boolean paused,
        Optional<DrillNote> lastDrill) {

    /**
     * Returns the same with another drill.
     *
     * @param drill the last one
     */
    public Health withLastDrill(Optional<DrillNote> drill) {
        return new Health(lastBackup, lastBackupAt, oldestUnsavedWrite, failuresInARow, lastFailure, paused, drill);
    }
}
