package io.dbguard.internal.migration;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.api.migration.MigrationFailedException;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationReport.TableEffect;
import io.dbguard.api.migration.MigrationRunner;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import io.dbguard.api.report.Verification;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.Target;
import io.dbguard.internal.backup.BackupJob;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.verify.StoredBytesJob;
import io.dbguard.internal.verify.VerifyJob;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a migration under guard. The steps, of which the first that fails is the last: find what is pending, judge it,
 * refuse what is dangerous and not approved, back up, verify the backup, migrate, count what is left.
 */
public final class MigrationJob {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationJob.class);
    private static final String LABEL = "before-migration";

    private final Target target;
    private final Supplier<Repository> repository;
    private final MigrationClassifier classifier;
    private final @Nullable String approval;
    private final boolean leaveOutUnsupported;

    /**
     * Creates a job.
     *
     * @param target what is migrated
     * @param repository where the backup goes
     * @param classifier judges the scripts
     * @param approval the code of an approval, null if there is none
     * @param leaveOutUnsupported whether the backup leaves out what it cannot hold
     */
    public MigrationJob(
            Target target,
            Supplier<Repository> repository,
            MigrationClassifier classifier,
            @Nullable String approval,
            boolean leaveOutUnsupported) {
        this.target = target;
        this.repository = repository;
        this.classifier = classifier;
        this.approval = approval;
        this.leaveOutUnsupported = leaveOutUnsupported;
    }

    /**
     * Runs the migration.
     *
     * @param scripts all scripts, also those that have run
     * @param migration runs those that are pending
     */
    public MigrationReport run(List<MigrationScript> scripts, MigrationRunner migration) {
        FlywayHistory history = FlywayHistory.read(target.dataSource());
        List<MigrationScript> pending =
                scripts.stream().filter(history::isPending).toList();
        Assessment assessment = classifier.classify(pending);
        List<String> names = pending.stream().map(MigrationScript::name).toList();
        if (pending.isEmpty()) {
            call(migration, Optional.empty());
            return new MigrationReport(names, assessment, Optional.empty(), List.of());
        }
        assessment.findings().forEach(finding -> LOG.warn("{}", finding));
        checkApproval(pending, assessment);
        Repository open = repository.get();
        Manifest before = open.locks().shared("migration", target.lockWait()).during(() -> backUp(open));
        BackupId backup = before.header().id();
        call(migration, Optional.of(backup));
        List<TableEffect> effects = effects(before);
        var report = new MigrationReport(names, assessment, Optional.of(backup), effects);
        report.losses()
                .forEach(loss -> LOG.warn(
                        "After the migration, {} has {} rows instead of {}; the backup {} has them all",
                        loss.table(),
                        Math.max(0, loss.after()),
                        loss.before(),
                        backup));
        return report;
    }

    private void checkApproval(List<MigrationScript> pending, Assessment assessment) {
        if (assessment.verdict() != Verdict.DANGEROUS) {
            return;
        }
        String code = Approval.codeFor(pending, assessment);
        if (!code.equals(approval)) {
            throw new MigrationRefusedException(
                    assessment, "read the scripts, and if this is meant, approve exactly them with the code " + code);
        }
    }

    private Manifest backUp(Repository open) {
        var order = BackupOrder.everything(LABEL, BackupReason.BEFORE_MIGRATION, leaveOutUnsupported);
        Manifest backup = new BackupJob(target, open, order).take().manifest();
        List<Damage> damages = damages(open, backup.header().id());
        if (!damages.isEmpty()) {
            throw new RepositoryException(
                    "The backup before the migration is damaged: "
                            + damages.get(0).what(),
                    "no migration was run",
                    "check the disk of " + open.describe());
        }
        return backup;
    }

    /** Who can only write can still see whether the disk holds what was written. */
    private List<Damage> damages(Repository open, BackupId backup) {
        if (!open.canOpen()) {
            return new StoredBytesJob(open, backup).run();
        }
        Verification verification = new VerifyJob(open, backup, target.progress()).run();
        return verification instanceof Verification.Damaged damaged ? damaged.damages() : List.of();
    }

    private static void call(MigrationRunner migration, Optional<BackupId> backup) {
        try {
            migration.run();
        } catch (Exception e) {
            if (backup.isPresent()) {
                throw new MigrationFailedException(backup.get(), e);
            }
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    private List<TableEffect> effects(Manifest before) {
        try (Snapshot snapshot = target.provider()
                .openSnapshot(target.dataSource(), new AccessOptions(table -> true, target.lockWait()))) {
            Map<TableName, Table> present =
                    snapshot.schema().tables().stream().collect(Collectors.toMap(Table::name, table -> table));
            return before.tables().stream()
                    .map(content -> effect(
                            content, snapshot, present.get(content.table().name())))
                    .toList();
        }
    }

    private static TableEffect effect(TableContent before, Snapshot snapshot, @Nullable Table now) {
        if (now == null) {
            return new TableEffect(before.table().name(), before.rows(), -1);
        }
        var sum = new FingerprintSum();
        snapshot.readRows(now, sum);
        return new TableEffect(before.table().name(), before.rows(), sum.rows());
    }
}
