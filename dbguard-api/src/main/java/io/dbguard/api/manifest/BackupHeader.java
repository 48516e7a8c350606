package io.dbguard.api.manifest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a backup without looking at its tables.
 *
 * @param id the backup's name
 * @param parent the backup whose blobs were looked at first for rows already stored, for information only
 * @param time when the snapshot was taken
 * @param label what the user called it, may be empty
 * @param reason why it was taken
 * @param writtenBy the version of dbguard
 * @param database where it came from
 * @param scope what it was asked to hold
 * @param took how long it took, from the first connection to the last blob
 * @param warnings what the reader should know, such as what was left out
 */
public record BackupHeader(
        BackupId id,
        Optional<BackupId> parent,
        Instant time,
        String label,
        BackupReason reason,
        String writtenBy,
        DatabaseInfo database,
        Scope scope,
        Duration took,
        List<String> warnings) {
    /** What an alarm starts with that says that rows may have been lost before the backup was taken. */
    public static final String SHRUNK = "shrunk: ";

    /** What an alarm starts with that says that earlier backups may not hold what they should. */
    public static final String MISSED = "missed: ";

    /** Copies the list, so that the header can be shared. */
    public BackupHeader {
        warnings = List.copyOf(warnings);
    }

    /**
     * Returns those of the warnings that say that rows may have been lost before the backup was taken: it is empty though
     * the one before was not, or a table lost most rows, or is gone; or that a change was found which the backups before
     * should have seen and did not.
     */
    public List<String> alarms() {
        return warnings.stream()
                .filter(warning -> warning.startsWith(SHRUNK) || warning.startsWith(MISSED))
                .toList();
    }
}
