package io.dbguard.internal.restore;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RestoreException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.Progress.Activity;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.RestoreReport.TableOutcome;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.report.TableChange.Action;
import io.dbguard.api.restore.RestoreMode;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.ProgressTracker;
import io.dbguard.internal.Target;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.merge.Merge;
import io.dbguard.internal.repository.Repository;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.TableLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a backup back. The steps: look whether the backup is complete, put right what an earlier restore may have
 * left, back up what is there, plan anew under locks, leave alone what is as it should be, see whether the backup still
 * holds all the rest, apply that, read every table back and compare, commit. Whatever fails before the commit leaves the database as it was.
 */
public final class RestoreJob {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreJob.class);

    private static final String ON_ONE_CONNECTION =
            "was restored on one connection: only what PostgreSQL has nothing of is restored on several";

    private final Target target;
    private final SafetyNet safety;
    private final RestoreOrder order;
    private final RestoreSource source;
    private final List<String> warnings = new ArrayList<>();

    /**
     * Creates a job.
     *
     * @param target where to
     * @param from where the backup is
     * @param backups backs up what is there
     * @param order what
     */
    public RestoreJob(Target target, Repository from, Function<BackupOrder, Manifest> backups, RestoreOrder order) {
        this.target = target;
        this.safety = new SafetyNet(backups, order.caution().safetyBackup());
        this.order = order;
        this.source = new RestoreSource(from, order, target.groups());
    }

    /** Restores. */
    public RestoreReport run() {
        long start = System.nanoTime();
        target.checkFits(source.manifest());
        source.checkBlobs();
        target.provider().recover(target.dataSource(), target.lockWait());
        Optional<Plan> foreseen =
                safety.isWanted() || order.connections() > 1 ? Optional.of(foreseen()) : Optional.empty();
        foreseen.ifPresent(safety::spread);
        boolean mayUseSeveral = foreseen.filter(this::mayUseSeveral).isPresent();
        List<TableOutcome> outcomes =
                attempt(mayUseSeveral, false).or(() -> again(mayUseSeveral)).orElseThrow();
        var report = new RestoreReport(
                order.backup(), safety.backup(), outcomes, warnings, Duration.ofNanos(System.nanoTime() - start));
        warnings.forEach(warning -> LOG.warn("Restore of {}: {}", order.backup(), warning));
        LOG.info(
                "Backup {} is restored: {} tables, {} rows, {} ms",
                order.backup(),
                outcomes.size(),
                report.rows(),
                report.took().toMillis());
        return report;
    }

    /** Returns whether anything that is there would be gone or changed, as would what an earlier restore has left. */
    public boolean replacesAnything() {
        target.checkFits(source.manifest());
        return target.provider().needsRecovery(target.dataSource(), target.lockWait())
                || foreseen().touchesWhatIsThere();
    }

    /** Refuses, unless told otherwise, where any table of another database than the backup's holds rows. */
    public void checkSameDatabase() {
        target.checkFits(source.manifest());
        if (order.caution().sameDatabase()) {
            try (Snapshot snapshot = target.openSnapshot()) {
                SameDatabase.check(source.manifest(), snapshot, table -> true);
            }
        }
    }

    private Plan foreseen() {
        try (Snapshot snapshot = target.openSnapshot()) {
            return source.planAgainst(snapshot);
        }
    }

    private void checkSameDatabase(Plan plan, DatabaseView database) {
        if (order.caution().sameDatabase() && plan.touchesWhatIsThere()) {
            SameDatabase.check(source.manifest(), plan, database);
        }
    }

    private Optional<List<TableOutcome>> again(boolean mayUseSeveral) {
        safety.takeAgain();
        return attempt(mayUseSeveral, true);
    }

    /** Returns nothing, and has changed nothing, if the safety backup no longer holds what is there; the last attempt takes it anew. */
    private Optional<List<TableOutcome>> attempt(boolean mayUseSeveral, boolean last) {
        var options = new AccessOptions(
                source::isTouched, target.lockWait(), order.names().schemas());
        Optional<Restorer> parallel = openParallel(options, mayUseSeveral);
        boolean several = parallel.isPresent();
        try (Restorer restorer =
                parallel.orElseGet(() -> target.provider().openRestorer(target.dataSource(), options))) {
            Plan wanted = source.planAgainst(restorer);
            if (several && !mayUseSeveral(wanted)) {
                throw changedMeanwhile();
            }
            boolean merges = order.rows().merges();
            Map<TableName, FingerprintSum> present = merges ? Map.of() : present(restorer, wanted);
            Plan plan = wanted.without(unchanged(wanted, present));
            checkSameDatabase(plan, restorer);
            if (order.rows().mode() != RestoreMode.INSERT_MISSING && !safety.holds(plan, restorer, present)) {
                if (!last) {
                    return Optional.empty();
                }
                safety.takeAgain();
            }
            List<TableOutcome> outcomes = merges ? merge(restorer, plan) : replace(restorer, plan, several);
            warnings.addAll(restorer.warnings());
            restorer.commit();
            return Optional.of(outcomes);
        }
    }

    private List<TableOutcome> replace(Restorer restorer, Plan plan, boolean several) {
        RestorePlan steps = steps(plan, loads(plan, several));
        apply(restorer, () -> restorer.apply(steps));
        verify(restorer, plan);
        return plan.tables().stream()
                .map(t -> TableOutcome.of(
                        t.content().table().name(), t.action(), t.content().rows()))
                .toList();
    }

    private List<TableOutcome> merge(Restorer restorer, Plan plan) {
        List<TableLoad> empty = plan.tables().stream()
                .filter(table -> table.action() == Action.CREATE)
                .map(table -> new TableLoad(table.content().table(), false, List.of()))
                .toList();
        RestorePlan steps = steps(plan, empty);
        List<TableChange> changes = new ArrayList<>();
        apply(restorer, () -> restorer.apply(steps, staging -> changes.addAll(bringBack(restorer, staging, plan))));
        return changes.stream().map(TableOutcome::of).toList();
    }

    private List<TableChange> bringBack(Restorer restorer, Staging staging, Plan plan) {
        var merge = new Merge(restorer, staging, source.mergeInput(plan));
        List<TableChange> changes = merge.settle();
        merge.checkOrphans();
        merge.apply();
        merge.verify();
        warnings.addAll(merge.remarks());
        return changes;
    }

    private Optional<Restorer> openParallel(AccessOptions options, boolean mayUseSeveral) {
        if (order.connections() == 1 || order.rows().merges()) {
            return Optional.empty();
        }
        Optional<Restorer> opened = mayUseSeveral
                ? target.provider().openParallelRestorer(target.dataSource(), options, order.connections())
                : Optional.empty();
        if (opened.isEmpty() && !warnings.contains(ON_ONE_CONNECTION)) {
            warnings.add(ON_ONE_CONNECTION);
        }
        return opened;
    }

    /** What could not be undone by removing it again is restored in one transaction. */
    private boolean mayUseSeveral(Plan foreseen) {
        return order.names().schemas().isEmpty() && !order.names().roles().createMissing() && foreseen.onlyCreates();
    }

    private static RestoreException changedMeanwhile() {
        return new RestoreException(
                "Somebody has just created something of what the backup holds",
                "nothing was changed",
                "start the restore again, which then is one transaction");
    }

    private RestorePlan steps(Plan plan, List<TableLoad> loads) {
        return new RestorePlan(
                plan.drop(),
                plan.create(),
                plan.stale().keySet(),
                loads,
                plan.sequences(),
                order.names().roles());
    }

    private void apply(Restorer restorer, Runnable work) {
        Optional<OlderServer> older =
                OlderServer.between(source.manifest().header().database(), restorer.database());
        try {
            work.run();
        } catch (DatabaseException e) {
            throw older.<DbGuardException>map(server -> server.refusal(e)).orElse(e);
        }
    }

    private List<TableLoad> loads(Plan plan, boolean several) {
        List<PlannedTable> open =
                plan.tables().stream().filter(t -> t.action() != Action.NONE).toList();
        var progress = new ProgressTracker(target.progress(), Activity.RESTORE, open.size());
        return open.stream()
                .map(t -> new TableLoad(
                        t.content().table(), t.action() == Action.REPLACE, watched(t.content(), several, progress)))
                .toList();
    }

    private List<RowSource> watched(TableContent content, boolean several, ProgressTracker progress) {
        TableName table = content.table().name();
        List<RowSource> parts = several ? source.parts(content) : List.of(source.rows(content));
        var open = new AtomicInteger(parts.size());
        return parts.stream()
                .<RowSource>map(part -> sink -> {
                    part.sendTo((buffer, offset, length, count) -> {
                        sink.rows(buffer, offset, length, count);
                        progress.passed(table, length);
                    });
                    if (open.decrementAndGet() == 0) {
                        progress.finished(table);
                    }
                })
                .toList();
    }

    private static Map<TableName, FingerprintSum> present(DatabaseView database, Plan plan) {
        var present = new HashMap<TableName, FingerprintSum>();
        for (PlannedTable table : plan.tables()) {
            if (table.action() == Action.REPLACE) {
                Table there = table.content().table();
                present.put(there.name(), FingerprintSum.of(database, there));
            }
        }
        return present;
    }

    /** A table that holds the right rows already is not touched, and neither are the locks and indexes around it. */
    private static Set<TableContent> unchanged(Plan plan, Map<TableName, FingerprintSum> present) {
        var unchanged = new HashSet<TableContent>();
        for (PlannedTable table : plan.tables()) {
            FingerprintSum rows = present.get(table.content().table().name());
            if (rows != null && rows.isOf(table.content())) {
                unchanged.add(table.content());
            }
        }
        return unchanged;
    }

    private void verify(Restorer restorer, Plan plan) {
        List<TableContent> loaded = plan.tables().stream()
                .filter(table -> table.action() != Action.NONE)
                .map(PlannedTable::content)
                .toList();
        ReadBack.firstDifference(restorer, loaded).ifPresent(table -> {
            throw new RestoreException(
                    "The table " + table + " read back differs from the backup " + order.backup(),
                    "the restore was undone and the database is as it was",
                    "run 'dbguard verify " + order.backup() + "', and look for triggers or rules that change rows");
        });
    }
}
