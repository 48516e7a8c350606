package io.dbguard;

import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationRunner;
import io.dbguard.internal.migration.MigrationJob;
import org.jspecify.annotations.Nullable;

/** A migration that is about to run under guard. Immutable. */
public final class GuardedMigration {
    private final Session session;
    private final Migrations migrations;
    private final @Nullable String approval;

    GuardedMigration(Session session, Migrations migrations, @Nullable String approval) {
        this.session = session;
        this.migrations = migrations;
        this.approval = approval;
    }

    /**
     * Lets a dangerous migration run. The code is the one that the refusal named; it stands for exactly those scripts, so
     * that a changed script needs a new approval.
     *
     * @param code twelve hexadecimal digits
     */
    public GuardedMigration approve(String code) {
        return new GuardedMigration(session, migrations, code);
    }

    /**
     * Finds out which scripts are pending, judges them, backs the database up, verifies the backup, migrates, and counts
     * the rows afterwards. If nothing is pending, only the migration is called. Which scripts have run is read from
     * Flyway's history table, where there is one.
     *
     * @param migration runs the pending scripts, such as {@code flyway::migrate}
     * @throws io.dbguard.api.migration.MigrationRefusedException if a script may destroy data and was not approved; nothing
     *     was run
     * @throws io.dbguard.api.migration.MigrationFailedException if the migration threw; it names the backup
     * @throws io.dbguard.api.DbGuardException if the backup failed; nothing was run
     */
    public MigrationReport migrate(MigrationRunner migration) {
        MigrationReport report = new MigrationJob(
                        session.target(),
                        session::repositoryToWrite,
                        Classifier.forProvider(session.target().provider().name()),
                        approval,
                        session.leaveOutUnsupported())
                .run(migrations.scripts(), migration);
        report.backup().ifPresent(session::keepTo);
        return report;
    }
}
