package io.dbguard.internal.migration;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.migration.Aftermath;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.api.migration.MigrationFailedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationRunner;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.internal.Target;
import io.dbguard.internal.aftermath.AftermathJob;
import io.dbguard.internal.event.Happenings;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a migration under guard. The steps, of which the first that fails is the last: find what is pending, wait for other
 * instances and look again, judge it with the live data, back up and verify the backup, refuse what is dangerous and not
 * approved, migrate, hold what is left against the backup.
 */
public final class MigrationJob {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationJob.class);

    private final Workplace workplace;
    private final Target target;
    private final MigrationClassifier classifier;
    private final MigrationOrder order;

    /**
     * Creates a job.
     *
     * @param workplace what to work with
     * @param classifier judges the scripts
     * @param order what is wanted
     */
    public MigrationJob(Workplace workplace, MigrationClassifier classifier, MigrationOrder order) {
        this.workplace = workplace;
        this.target = workplace.target();
        this.classifier = classifier;
        this.order = order;
    }

    /**
     * Runs the migration.
     *
     * @param runner runs the scripts that are pending
     */
    public MigrationReport run(MigrationRunner runner) {
        Instant arrived = Instant.now();
        if (pending().isEmpty()) {
            return nothingPending(runner);
        }
        try (Turn turn = new OneAtATime(target, workplace.repository(), order.patience()).take()) {
            LOG.debug("The turn to migrate is {}", turn.claim());
            List<MigrationScript> pending = pending();
            return pending.isEmpty() ? nothingPending(runner) : run(pending, arrived, runner);
        }
    }

    private List<MigrationScript> pending() {
        return order.source().pending(target.dataSource());
    }

    /** The runner has its own checks, of what has run, and may have more to do than migrations. */
    private MigrationReport nothingPending(MigrationRunner runner) {
        try {
            runner.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return new MigrationReport(
                List.of(), new Assessment(List.of()), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private MigrationReport run(List<MigrationScript> pending, Instant arrived, MigrationRunner runner) {
        Assessment assessment = classifier.classify(pending);
        assessment.findings().forEach(finding -> LOG.warn("{}", finding));
        Now now = now();
        var approvals =
                Approvals.of(order.approvals(), System::getenv, order.source().approvals());
        var permission = new Permission(
                pending, assessment, ApprovalCode.of(pending, now.schema, assessment), approvals, order.force());
        var backups = new SafetyBackup(workplace);
        // What is not going to run needs no backup newer than the one that somebody took meanwhile.
        Manifest before = permission.granted() ? backups.current() : backups.since(arrived, now.database);
        permission.require(before, workplace.events());
        call(runner, before, assessment);
        return report(pending, assessment, permission, before);
    }

    private record Now(DatabaseInfo database, List<SchemaObject> schema) {}

    private Now now() {
        try (Snapshot snapshot = target.provider()
                .openSnapshot(target.dataSource(), new AccessOptions(table -> false, target.lockWait()))) {
            return new Now(snapshot.database(), snapshot.schema().objects());
        }
    }

    private void call(MigrationRunner runner, Manifest before, Assessment assessment) {
        try {
            runner.run();
        } catch (Exception e) {
            throw failed(before, assessment, e);
        }
    }

    private MigrationFailedException failed(Manifest before, Assessment assessment, Exception cause) {
        BackupId backup = before.header().id();
        Optional<Aftermath> aftermath = Optional.empty();
        Optional<RestoreReport> restored = Optional.empty();
        try {
            Aftermath found = new AftermathJob(target, before, assessment).run();
            aftermath = Optional.of(found);
            if (!found.nothingChanged()) {
                restored = order.recovery().recover(backup, found);
            }
        } catch (DbGuardException e) {
            cause.addSuppressed(e);
        }
        var failure = new MigrationFailedException(backup, aftermath, restored, cause);
        workplace
                .events()
                .tell(Happenings.of(
                        EventKind.MIGRATION_FAILED,
                        before.header().database().name(),
                        backup.value(),
                        failure.failed(),
                        Map.of("cause", cause.getClass().getName())));
        return failure;
    }

    private MigrationReport report(
            List<MigrationScript> pending, Assessment assessment, Permission permission, Manifest before) {
        List<String> names = pending.stream().map(MigrationScript::name).toList();
        Optional<Aftermath> aftermath = aftermath(before, assessment);
        aftermath.ifPresent(MigrationJob::log);
        workplace
                .events()
                .tell(Happenings.of(
                        EventKind.MIGRATION,
                        before.header().database().name(),
                        before.header().id().value(),
                        "migrated: " + String.join(", ", names),
                        Map.of(
                                "verdict",
                                assessment.verdict().name(),
                                "left",
                                aftermath.map(Aftermath::describe).orElse("could not be found out"))));
        return new MigrationReport(
                names,
                assessment,
                permission.approval(),
                Optional.of(before.header().id()),
                aftermath);
    }

    /** The migration is done, whether or not it can be seen what it left. */
    private Optional<Aftermath> aftermath(Manifest before, Assessment assessment) {
        try {
            return Optional.of(new AftermathJob(target, before, assessment).run());
        } catch (DbGuardException e) {
            LOG.error("The migration is done, but what it left could not be compared: {}", e.getMessage(), e);
            return Optional.empty();
        }
    }

    private static void log(Aftermath aftermath) {
        aftermath
                .losses()
                .forEach(loss -> LOG.warn("After the migration, {}; backup {} has them all", loss, aftermath.backup()));
        aftermath
                .unexpected()
                .forEach(effect -> LOG.warn("After the migration, {}, though no script names it", effect));
    }
}
