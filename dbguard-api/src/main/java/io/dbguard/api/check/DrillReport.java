package io.dbguard.api.check;

import io.dbguard.api.check.CheckResult.Status;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.DrillNote;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What came of restoring a backup into a scratch database. It holds no rows.
 *
 * @param backup the backup
 * @param time when the drill ended
 * @param restored how long it took to restore, from the first look at the backup to the commit; if it failed, until then
 * @param wanted how long it was allowed to take, empty for any time
 * @param tables how many tables were restored
 * @param rows how many rows they have
 * @param results what was found, in the order in which it was looked at: the restore, {@code time}, {@code complete},
 *     {@code schema}, {@code sequences}, {@code constraints}, one {@code invariant} for each, and {@code cleanup} if that failed
 */
public record DrillReport(
        BackupId backup,
        Instant time,
        Duration restored,
        Optional<Duration> wanted,
        int tables,
        long rows,
        List<CheckResult> results) {

    /** Copies the list, so that the report can be shared. */
    public DrillReport {
        results = List.copyOf(results);
    }

    /** Returns whether nothing failed; there may be warnings. */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** Returns what failed, and so why the drill did. */
    public List<CheckResult> failures() {
        return results.stream().filter(result -> result.status() == Status.FAIL).toList();
    }

    /** Returns what is remembered of it. */
    public DrillNote note() {
        return new DrillNote(backup, time, passed(), restored);
    }
}
