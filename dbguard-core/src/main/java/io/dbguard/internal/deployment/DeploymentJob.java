package io.dbguard.internal.deployment;

import io.dbguard.api.RequestException;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.DeploymentReport;
import io.dbguard.api.event.AuditEntry;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.migration.Aftermath;
import io.dbguard.api.migration.SequenceEffect;
import io.dbguard.api.migration.TableEffect;
import io.dbguard.api.schema.SchemaDifference;
import io.dbguard.internal.Target;
import io.dbguard.internal.aftermath.AftermathJob;
import io.dbguard.internal.audit.AuditLog;
import io.dbguard.internal.backup.WholeBackups;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at a database after a deployment: against the backup before it, at its constraints, at what the user knows of it, at
 * the application. Changes nothing.
 */
public final class DeploymentJob {
    private final Target target;
    private final Repository repository;
    private final VerificationOrder order;
    private final List<CheckResult> results = new ArrayList<>();

    /**
     * Creates a job.
     *
     * @param target the database
     * @param repository where the backup is
     * @param order what is to be looked at
     */
    public DeploymentJob(Target target, Repository repository, VerificationOrder order) {
        this.target = target;
        this.repository = repository;
        this.order = order;
    }

    /** Looks. */
    public DeploymentReport run() {
        Manifest before = before();
        List<String> expected = new ArrayList<>(order.expected());
        expected.addAll(announced(before.header().id()));
        Aftermath aftermath = new AftermathJob(target, before, expected).run();
        rows(aftermath);
        sequences(aftermath.sequences());
        schema(aftermath.schema());
        constraints();
        order.invariants().forEach(invariant -> results.add(invariant.check(target.dataSource())));
        order.health().forEach(health -> results.add(health.check()));
        return new DeploymentReport(aftermath, results);
    }

    private Manifest before() {
        DatabaseInfo now = WholeBackups.database(target);
        BackupId id = order.backup().isEmpty()
                ? beforeMigration(now)
                        .orElseThrow(() -> new RequestException(
                                "There is no backup before a migration of " + now.name() + " in "
                                        + repository.describe(),
                                "nothing was changed",
                                "name the backup that was taken before the deployment"))
                : new Catalogue(repository).find(order.backup());
        Manifest before = repository.manifests().read(id);
        if (!before.header().database().isSameAs(now)) {
            throw new RequestException(
                    "The backup " + id + " is of another database than the one that was deployed to",
                    "nothing was changed",
                    "name a backup of this database, or look at the URL");
        }
        return before;
    }

    /** The one that the last migration named; it may have been taken for another reason, and still have held everything. */
    private Optional<BackupId> beforeMigration(DatabaseInfo now) {
        List<BackupId> present = repository.manifests().ids();
        Optional<BackupId> named = migrations()
                .filter(event -> event.database().equals(now.name()))
                .map(event -> new BackupId(event.subject()))
                .filter(present::contains)
                .reduce((first, last) -> last);
        return named.or(
                () -> present.stream().filter(id -> isBeforeMigration(id, now)).reduce((first, last) -> last));
    }

    private boolean isBeforeMigration(BackupId id, DatabaseInfo now) {
        BackupHeader header = repository.manifests().header(id);
        return header.reason() == BackupReason.BEFORE_MIGRATION
                && header.database().isSameAs(now);
    }

    /** What a guarded migration said it would touch is in the audit log. */
    private List<String> announced(BackupId backup) {
        return migrations()
                .filter(event -> event.subject().equals(backup.value()))
                .map(event -> event.details().getOrDefault("tables", ""))
                .flatMap(tables -> Stream.of(tables.split(", ", -1)))
                .filter(table -> !table.isEmpty())
                .toList();
    }

    private Stream<GuardEvent> migrations() {
        try {
            return new AuditLog(repository.storage())
                    .read().entries().stream()
                            .map(AuditEntry::event)
                            .filter(event -> event.kind() == EventKind.MIGRATION);
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private void rows(Aftermath aftermath) {
        String next = "if they are missed, restore them from backup " + aftermath.backup();
        int noted = 0;
        for (TableEffect effect : aftermath.tables()) {
            if (effect.lostRows() && effect.unexpected()) {
                results.add(CheckResult.fail("rows", effect + ", though nothing announced it", next));
            } else if (effect.lostRows() || effect.unexpected()) {
                String why = effect.unexpected() ? ", though nothing announced it" : ", as was announced";
                results.add(CheckResult.warn("rows", effect + why, next));
            } else {
                noted++;
            }
        }
        results.add(
                CheckResult.pass("rows", noted + " of " + aftermath.tables().size() + " tables are as they should be"));
    }

    private void sequences(List<SequenceEffect> setBack) {
        String next = "set it beyond the largest number in use, or the next row that it numbers collides";
        if (setBack.isEmpty()) {
            results.add(CheckResult.pass("sequences", "no sequence was set back"));
        }
        setBack.forEach(effect -> results.add(
                effect.announced()
                        ? CheckResult.warn("sequences", effect + ", of which the migration speaks", next)
                        : CheckResult.fail("sequences", effect + ", though nothing announced it", next)));
    }

    private void schema(SchemaDifference schema) {
        results.add(CheckResult.pass(
                "schema",
                schema.added().size() + " objects came, " + schema.removed().size() + " went, "
                        + schema.changed().size() + " are defined anew"));
    }

    private void constraints() {
        List<String> unproven = target.provider().unproven(target.dataSource(), target.lockWait());
        if (unproven.isEmpty()) {
            results.add(CheckResult.pass("constraints", "no constraint and no index is known to be unproven"));
        }
        unproven.forEach(words -> results.add(CheckResult.warn(
                "constraints",
                words,
                "wait for it if it is being made; otherwise validate it, enforce it, or drop it and make it again")));
    }
}
