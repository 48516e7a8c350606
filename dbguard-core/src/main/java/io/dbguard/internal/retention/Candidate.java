package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupHeader;
import java.time.Instant;

/**
 * A backup of which is to be decided whether it stays.
 *
 * @param header the backup
 * @param verified whether it was found intact when it was last read
 * @param pinned whether somebody said that it stays
 */
record Candidate(BackupHeader header, boolean verified, boolean pinned) {

    Instant time() {
        return header.time();
    }

    /** Returns whether it was taken for safety, by a restore or a migration. */
    boolean isSafety() {
        return header.reason().isSafety();
    }

    /** Safety backups are given their labels by dbguard. */
    boolean isLabelled() {
        return !isSafety() && !header.label().isEmpty();
    }
}
