package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupHeader;
import java.time.Instant;
import java.util.Optional;

/**
 * A line in the list of backups.
 *
 * @param header what it is called, when it was taken, and why
 * @param tables how many tables it holds
 * @param rows how many rows it holds
 * @param rawBytes the size of the rows in COPY text format
 * @param storedBytes the size of its blobs, which it may share with other backups
 * @param verifiedAt when all of it was last read and found intact; with samples, when the oldest of them was read
 * @param damagedAt when it was found damaged, if that is the last that is known
 * @param currentAt when the database was last found to hold just what this backup holds, to the minute; later than the backup only
 *     where one was asked for that was not needed
 * @param drill the last drill with it, see docs/drill.md
 */
public record BackupSummary(
        BackupHeader header,
        int tables,
        long rows,
        long rawBytes,
        long storedBytes,
        Optional<Instant> verifiedAt,
        Optional<Instant> damagedAt,
        Optional<Instant> currentAt,
        Optional<DrillNote> drill) {}
