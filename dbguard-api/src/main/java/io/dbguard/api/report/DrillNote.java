package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import java.time.Duration;
import java.time.Instant;

/**
 * What is remembered of a drill.
 *
 * @param backup the backup that was restored into a scratch database
 * @param time when the drill ended
 * @param passed whether all was as it should be; the backup was then proven to be restorable at that time
 * @param restored how long the restore took
 */
public record DrillNote(BackupId backup, Instant time, boolean passed, Duration restored) {}
