package io.dbguard.internal.restore;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.report.TableChange.Action;
import io.dbguard.api.report.TableDifference;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.Target;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.compare.RowDiff;
import io.dbguard.internal.merge.Merge;
import io.dbguard.internal.merge.MergeInput;
import io.dbguard.internal.repository.Repository;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.StagingView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what a restore would do. Reads the database in a read-only transaction and changes nothing. */
public final class RestorePreviewJob {
    private static final Logger LOG = LoggerFactory.getLogger(RestorePreviewJob.class);

    private final Target target;
    private final RestoreSource source;
    private final boolean merges;

    /**
     * Creates a job.
     *
     * @param target where the restore would go
     * @param repository where it would come from
     * @param order what it would bring back
     */
    public RestorePreviewJob(Target target, Repository repository, RestoreOrder order) {
        this.target = target;
        this.source = new RestoreSource(repository, order, target.groups());
        this.merges = order.rows().merges();
    }

    /** Compares. */
    public RestorePreview run() {
        target.checkFits(source.manifest());
        source.checkBlobs();
        var options = new AccessOptions(source::isTouched, target.lockWait());
        return merges ? merge(options) : replace(options);
    }

    /** Where temporary tables are not allowed, the rows are counted all the same, but not by column. */
    private RestorePreview replace(AccessOptions options) {
        try {
            Optional<StagingView> staging = target.provider().openStaging(target.dataSource(), options);
            if (staging.isPresent()) {
                try (StagingView view = staging.get()) {
                    Plan plan = source.planAgainst(view);
                    return preview(view, plan, new Merge(view, view.staging(), input(plan)).settle());
                }
            }
        } catch (DatabaseException e) {
            LOG.debug("Rows cannot be compared in the database: {}", e.failed());
        }
        try (Snapshot snapshot = target.provider().openSnapshot(target.dataSource(), options)) {
            return preview(snapshot, source.planAgainst(snapshot), List.of());
        }
    }

    private MergeInput input(Plan plan) {
        return source.mergeInput(
                plan,
                plan.tables().stream()
                        .filter(table -> table.action() == Action.REPLACE && !isLargeObjects(table))
                        .map(table -> table.content().table().name())
                        .collect(Collectors.toSet()));
    }

    private static boolean isLargeObjects(PlannedTable table) {
        return table.content().table().object().kind().equals(ObjectKinds.LARGE_OBJECTS);
    }

    private RestorePreview preview(DatabaseView view, Plan plan, List<TableChange> compared) {
        Map<TableName, TableChange> known = compared.stream().collect(Collectors.toMap(TableChange::table, c -> c));
        List<TableChange> changes = plan.tables().stream()
                .map(table -> Optional.ofNullable(
                                known.get(table.content().table().name()))
                        .map(RestorePreviewJob::asReplaced)
                        .orElseGet(() -> change(view, view.schema(), table)))
                .toList();
        Plan needed = plan.without(unchanged(plan, changes));
        return new RestorePreview(
                source.manifest().header().id(),
                changes,
                others(needed, id -> !plan.replaced().contains(id)),
                others(needed, plan.replaced()::contains),
                plan.kept(),
                List.of());
    }

    private static Set<TableContent> unchanged(Plan plan, List<TableChange> changes) {
        Set<TableName> names = changes.stream()
                .filter(change -> change.action() == Action.NONE)
                .map(TableChange::table)
                .collect(Collectors.toSet());
        return plan.tables().stream()
                .map(PlannedTable::content)
                .filter(content -> names.contains(content.table().name()))
                .collect(Collectors.toSet());
    }

    /** What only the database has goes. */
    private static TableChange asReplaced(TableChange change) {
        boolean same = change.inserted() + change.updated() + change.kept() == 0;
        return new TableChange(
                change.table(),
                same ? Action.NONE : Action.REPLACE,
                change.inserted(),
                change.updated(),
                change.kept(),
                0,
                change.columns(),
                change.skipped(),
                change.samples());
    }

    private RestorePreview merge(AccessOptions options) {
        try (StagingView view =
                target.provider().openStaging(target.dataSource(), options).orElseThrow(this::notKnown)) {
            Plan plan = source.planAgainst(view);
            var merge = new Merge(view, view.staging(), source.mergeInput(plan));
            List<TableChange> changes = merge.settle();
            return new RestorePreview(
                    source.manifest().header().id(),
                    changes,
                    others(plan, id -> true),
                    List.of(),
                    List.of(),
                    merge.remarks());
        }
    }

    private RequestException notKnown() {
        return new RequestException(
                "Rows cannot come back beside others in " + target.provider().name() + " yet",
                "nothing was changed",
                "restore whole tables, with the mode 'replace'");
    }

    private List<ObjectId> others(Plan plan, Predicate<ObjectId> which) {
        Set<ObjectId> tables = source.manifest().tables().stream()
                .map(content -> content.table().object())
                .collect(Collectors.toSet());
        Set<ObjectId> created = plan.create().stream().map(SchemaObject::id).collect(Collectors.toSet());
        return plan.create().stream()
                .filter(object -> !isSaidAnyway(object, created))
                .map(SchemaObject::id)
                .filter(which)
                .filter(id -> !tables.contains(id))
                .toList();
    }

    /** That a new object has an owner and a comment goes without saying. */
    private static boolean isSaidAnyway(SchemaObject object, Set<ObjectId> created) {
        return ObjectKinds.isDescription(object.id())
                && object.dependsOn().stream().anyMatch(created::contains);
    }

    private TableChange change(DatabaseView view, Schema present, PlannedTable planned) {
        TableContent content = planned.content();
        Table now = present.tables().stream()
                .filter(table -> table.name().equals(content.table().name()))
                .findFirst()
                .orElse(null);
        if (now == null) {
            return new TableChange(content.table().name(), Action.CREATE, content.rows(), 0, 0);
        }
        if (!now.columns().equals(content.table().columns())) {
            long rows = FingerprintSum.of(view, now).rows();
            return new TableChange(content.table().name(), planned.action(), content.rows(), 0, rows);
        }
        TableDifference difference =
                RowDiff.between(content, source.rows(content), sink -> view.readRows(content.table(), sink));
        Action action = planned.action() == Action.REPLACE && difference.identical() ? Action.NONE : planned.action();
        return new TableChange(
                content.table().name(), action, difference.missing(), difference.changed(), difference.extra());
    }
}
