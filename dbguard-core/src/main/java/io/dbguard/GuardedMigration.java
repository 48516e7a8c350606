package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.migration.Aftermath;
import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationFailedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationRunner;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.api.migration.TableEffect;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.internal.migration.MigrationJob;
import io.dbguard.internal.migration.MigrationOrder;
import io.dbguard.internal.migration.Recovery;
import io.dbguard.internal.migration.Workplace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A migration that is about to run under guard. Immutable: every method returns a new one. */
public final class GuardedMigration {
    private static final Duration USUAL_WAIT = Duration.ofMinutes(10);

    private final Session session;
    private final MigrationOrder order;

    private GuardedMigration(Session session, MigrationOrder order) {
        this.session = session;
        this.order = order;
    }

    static GuardedMigration of(Session session, MigrationSource source) {
        Recovery none = (backup, aftermath) -> Optional.empty();
        return new GuardedMigration(session, new MigrationOrder(source, List.of(), "", USUAL_WAIT, none, true));
    }

    /**
     * Lets a dangerous migration run. The code is the one that the refusal named; it stands for exactly those scripts on
     * exactly that schema with exactly that verdict, so that a changed script needs a new approval. Where rows could be
     * counted it ends with how many may be lost, and more than that need a new approval too.
     *
     * <p>The variable {@code DBGUARD_APPROVE} of the environment does the same, and so does a file beside the script, see
     * {@link Migrations#in(String...)}.
     *
     * @param code such as {@code 3f9a1c22d0b4-12841}
     */
    public GuardedMigration approve(String code) {
        return approve(code, "the application", "");
    }

    /**
     * Lets a dangerous migration run, and says who wants that and why; both go into the audit log.
     *
     * @param code what the refusal named
     * @param by who approves it
     * @param why the reason
     */
    public GuardedMigration approve(String code, String by, String why) {
        List<Approval> approvals = new ArrayList<>(order.approvals());
        approvals.add(new Approval(code, by, why, "the application"));
        return with(new MigrationOrder(
                order.source(), approvals, order.force(), order.patience(), order.recovery(), order.checked()));
    }

    /**
     * Lets any migration run, whatever it destroys. The backup is taken all the same, and the audit log says so.
     *
     * @param why the reason, not empty
     */
    public GuardedMigration force(String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException("Whoever forces a migration has to say why");
        }
        return with(new MigrationOrder(
                order.source(), order.approvals(), why, order.patience(), order.recovery(), order.checked()));
    }

    /**
     * Goes without the check that is otherwise made before anything runs: that the database is the one that it was at the last
     * good deployment, holds rows if its backups do, can be read, and that critical variables are as they were; see {@link
     * Guard#check()}.
     */
    public GuardedMigration withoutCheck() {
        return with(new MigrationOrder(
                order.source(), order.approvals(), order.force(), order.patience(), order.recovery(), false));
    }

    /**
     * Sets how long this instance waits for another one that migrates the same database. Default: 10 minutes.
     *
     * @param limit not negative
     */
    public GuardedMigration waitAtMost(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("The time must not be negative: " + limit);
        }
        return with(new MigrationOrder(
                order.source(), order.approvals(), order.force(), limit, order.recovery(), order.checked()));
    }

    /**
     * If the migration fails and has changed definitions, or rows of tables that it names, restores the whole backup at once,
     * before another instance has its turn. What others have written since the backup is then gone from the database; it is in
     * the backup that the restore takes first. What the migration has created stays, and the failure names it.
     */
    public GuardedMigration restoreOnFailure() {
        return recovering((backup, aftermath) ->
                Optional.of(RestoreRequest.of(session, backup.value()).run()));
    }

    /**
     * If the migration fails and has changed anything as above, restores the tables that have fewer rows than before, or are
     * gone, and nothing else.
     */
    public GuardedMigration restoreLossesOnFailure() {
        return recovering(this::restoreLosses);
    }

    private Optional<RestoreReport> restoreLosses(BackupId backup, Aftermath aftermath) {
        if (aftermath.losses().isEmpty()) {
            return Optional.empty();
        }
        RestoreRequest request = RestoreRequest.of(session, backup.value());
        for (TableEffect loss : aftermath.losses()) {
            request = request.table(loss.table().toString());
        }
        return Optional.of(request.run());
    }

    private GuardedMigration recovering(Recovery recovery) {
        return with(new MigrationOrder(
                order.source(), order.approvals(), order.force(), order.patience(), recovery, order.checked()));
    }

    /**
     * Finds out which scripts are pending, judges them with what the database holds, backs it up, verifies the backup,
     * migrates, and holds what is left against the backup. If nothing is pending, only the migration is called.
     *
     * <p>Of several instances that start at once, one does all this; the others wait and then find nothing pending. With
     * PostgreSQL this takes one connection more for as long as it lasts.
     *
     * @param migration runs the pending scripts, such as {@code flyway::migrate}
     * @throws io.dbguard.api.migration.MigrationRefusedException if a script may destroy data and was not approved; nothing
     *     was run
     * @throws MigrationFailedException if the migration threw; it names the backup, and what the migration left
     * @throws io.dbguard.api.check.CheckFailedException if the check before failed; nothing was run
     * @throws io.dbguard.api.BusyException if another instance took too long; nothing was run
     * @throws io.dbguard.api.DbGuardException if the backup failed; nothing was run
     */
    public MigrationReport migrate(MigrationRunner migration) {
        try (StartedMigration started = begin()) {
            try {
                migration.run();
            } catch (Exception e) {
                RuntimeException failure = started.failed(e);
                if (e instanceof InterruptedException) {
                    Thread.currentThread().interrupt();
                }
                throw failure;
            } catch (Error e) {
                e.addSuppressed(started.failed(new IllegalStateException(e.toString())));
                throw e;
            }
            return started.succeeded();
        }
    }

    /**
     * Does all that {@link #migrate} does before it calls the migration, for a runner that calls dbguard instead of being
     * called. Whoever calls this says how the migration ended, and closes what it returns.
     *
     * @throws io.dbguard.api.migration.MigrationRefusedException if a script may destroy data and was not approved
     * @throws io.dbguard.api.BusyException if another instance took too long
     * @throws io.dbguard.api.DbGuardException if the backup failed
     */
    public StartedMigration begin() {
        var workplace = new Workplace(
                session.target(),
                session::repositoryToWrite,
                session::takeWhole,
                session.events(),
                session.leaveOutUnsupported(),
                this::preflight);
        var classifier =
                Classifier.forMigrations(session.target().provider().name(), order.source(), session.dataSource());
        return new StartedMigration(new MigrationJob(workplace, classifier, order).begin(), session);
    }

    private void preflight() {
        CheckRequest check = CheckRequest.of(session);
        (order.force().isEmpty() ? check : check.force()).requireBeforeMigration();
    }

    private GuardedMigration with(MigrationOrder changed) {
        return new GuardedMigration(session, changed);
    }
}
