package io.dbguard.api.migration;

import io.dbguard.api.manifest.BackupId;
import java.time.Duration;
import java.util.List;

/**
 * What migrations did to a copy of the database.
 *
 * @param backup the backup that was restored for it
 * @param restored how long that took
 * @param scripts the migrations that were pending, in their order
 * @param assessment what was foreseen
 * @param statements what each statement did, as far as they got; empty if the application's own runner ran them
 * @param migrated how long the migrations took
 * @param aftermath what they left, held against the backup
 * @param failure the statement that failed and why, empty if none did
 * @param surprises what was not foreseen, a sentence for each
 */
public record RehearsalReport(
        BackupId backup,
        Duration restored,
        List<String> scripts,
        Assessment assessment,
        List<StatementRun> statements,
        Duration migrated,
        Aftermath aftermath,
        String failure,
        List<String> surprises) {

    /** Copies the lists, so that the report can be shared. */
    public RehearsalReport {
        scripts = List.copyOf(scripts);
        statements = List.copyOf(statements);
        surprises = List.copyOf(surprises);
    }

    /** Returns whether all migrations ran, and lost no row. */
    public boolean lostNothing() {
        return failure.isEmpty() && aftermath.losses().isEmpty();
    }
}
