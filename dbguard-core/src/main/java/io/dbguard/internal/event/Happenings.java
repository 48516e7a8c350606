package io.dbguard.internal.event;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.DrillReport;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.retention.PruneReport;
import io.dbguard.internal.Told;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is told of backups, restores and prunes. */
public final class Happenings {
    private static final int MOST_ALARMS = 5;

    private Happenings() {}

    /**
     * A backup that was taken.
     *
     * @param report what it did
     * @param written some of the tables that were said to be written before
     */
    public static GuardEvent backup(BackupReport report, List<String> written) {
        BackupHeader header = report.header();
        Map<String, String> details = new LinkedHashMap<>();
        details.put("reason", word(header.reason()));
        details.put("tables", Integer.toString(report.tables()));
        details.put("rows", Long.toString(report.rows()));
        details.put("rawBytes", Long.toString(report.rawBytes()));
        details.put("writtenBytes", Long.toString(report.writtenBytes()));
        details.put("millis", Long.toString(header.took().toMillis()));
        details.put("alarms", Integer.toString(header.alarms().size()));
        if (!written.isEmpty()) {
            details.put("written", String.join(", ", written));
        }
        String words = "took a backup " + word(header.reason()) + ": " + report.tables() + " tables, " + report.rows()
                + " rows" + (written.isEmpty() ? "" : ", after writes to " + String.join(", ", written))
                + (header.alarms().isEmpty() ? "" : "; it looks as if rows were lost before");
        return of(EventKind.BACKUP, header.database().name(), header.id().value(), words, details);
    }

    /**
     * What a backup that was taken says of rows that may be gone, if it does. It is told apart from the backup, since that was
     * good, and this is not.
     *
     * @param report what it did
     */
    public static Optional<GuardEvent> rowsLost(BackupReport report) {
        BackupHeader header = report.header();
        List<String> alarms = header.alarms();
        if (alarms.isEmpty()) {
            return Optional.empty();
        }
        String said = alarms.stream().limit(MOST_ALARMS).collect(Collectors.joining("; "));
        int more = Math.max(0, alarms.size() - MOST_ALARMS);
        return Optional.of(of(
                EventKind.ROWS_LOST,
                header.database().name(),
                header.id().value(),
                "it looks as if rows were lost: " + said + (more == 0 ? "" : "; and " + more + " more"),
                Map.of("alarms", Integer.toString(alarms.size()))));
    }

    /**
     * A backup that failed.
     *
     * @param reason why it was to be taken
     * @param failure what went wrong
     */
    public static GuardEvent backupFailed(BackupReason reason, RuntimeException failure) {
        return of(
                EventKind.BACKUP_FAILED,
                "",
                "",
                "could not take a backup " + word(reason) + ": " + Told.of(failure),
                Map.of("reason", word(reason)));
    }

    /**
     * A restore that was carried out.
     *
     * @param report what it did
     */
    public static GuardEvent restore(RestoreReport report) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("tables", Integer.toString(report.tables().size()));
        details.put("rows", Long.toString(report.rows()));
        details.put("millis", Long.toString(report.took().toMillis()));
        report.safetyBackup().ifPresent(id -> details.put("safetyBackup", id.value()));
        return of(
                EventKind.RESTORE,
                "",
                report.backup().value(),
                "restored " + report.tables().size() + " tables with " + report.rows() + " rows",
                details);
    }

    /**
     * A restore that failed.
     *
     * @param backup of what
     * @param failure what went wrong
     */
    public static GuardEvent restoreFailed(BackupId backup, RuntimeException failure) {
        return of(EventKind.RESTORE_FAILED, "", backup.value(), "could not restore: " + Told.of(failure), Map.of());
    }

    /**
     * A backup that was restored into a scratch database, or could not be.
     *
     * @param database where the backup came from, may be empty
     * @param report what came of it
     */
    public static GuardEvent drill(String database, DrillReport report) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("tables", Integer.toString(report.tables()));
        details.put("rows", Long.toString(report.rows()));
        details.put("millis", Long.toString(report.restored().toMillis()));
        report.wanted().ifPresent(wanted -> details.put("wantedMillis", Long.toString(wanted.toMillis())));
        String failures = report.failures().stream().map(CheckResult::words).collect(Collectors.joining("; "));
        return of(
                report.passed() ? EventKind.DRILL : EventKind.DRILL_FAILED,
                database,
                report.backup().value(),
                report.passed() ? "the backup is proven to be restorable" : "the drill failed: " + failures,
                details);
    }

    /**
     * A drill that could not be held.
     *
     * @param failure what went wrong
     */
    public static GuardEvent drillFailed(RuntimeException failure) {
        return of(EventKind.DRILL_FAILED, "", "", "the drill could not be held: " + Told.of(failure), Map.of());
    }

    /**
     * Backups that were removed.
     *
     * @param report which, and why
     */
    public static GuardEvent prune(PruneReport report) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("removedBytes", Long.toString(report.removedBytes()));
        report.decisions().stream()
                .filter(decision -> !decision.kept())
                .forEach(decision -> details.put(decision.backup().id().value(), "removed"));
        return of(EventKind.PRUNE, "", "", "removed " + report.removedBackups() + " backups", details);
    }

    /**
     * Anything, now.
     *
     * @param kind what kind of
     * @param database where, may be empty
     * @param subject what it is about
     * @param words a sentence without rows and secrets
     * @param details more of it
     */
    public static GuardEvent of(
            EventKind kind, String database, String subject, String words, Map<String, String> details) {
        return new GuardEvent(Instant.now(), kind, database, subject, words, details);
    }

    private static String word(BackupReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
