package io.dbguard.internal.verify;

import io.dbguard.api.report.Comparison;
import io.dbguard.api.report.DiffReport;
import io.dbguard.api.report.TableDiff;
import io.dbguard.api.report.TableDiff.State;
import io.dbguard.api.report.TableDifference;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.Target;
import io.dbguard.internal.diff.BackupSide;
import io.dbguard.internal.diff.DiffJob;
import io.dbguard.internal.diff.DiffOrder;
import io.dbguard.internal.diff.LiveSide;
import io.dbguard.internal.select.ScopedSchema;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import java.util.List;

/** Holds a backup against a live database. Changes nothing. */
public final class CompareJob {
    private final Target target;
    private final BackupSide backup;

    /**
     * Creates a job.
     *
     * @param target the database
     * @param backup the backup
     */
    public CompareJob(Target target, BackupSide backup) {
        this.target = target;
        this.backup = backup;
    }

    /** Finds out which tables differ, and by how many rows. A table with other columns counts as missing. */
    public Comparison run() {
        DiffReport diff = run(DiffOrder.EVERYTHING);
        List<TableDifference> both = diff.tables().stream()
                .filter(table -> table.state() == State.THERE)
                .map(table -> new TableDifference(table.table(), table.removed(), table.changed(), table.added()))
                .toList();
        List<TableName> extra = backup.scope().everything() ? names(diff, State.NEW) : List.of();
        return new Comparison(diff.before(), both, names(diff, State.GONE, State.OTHER_COLUMNS), extra);
    }

    private static List<TableName> names(DiffReport diff, State... states) {
        return diff.tables().stream()
                .filter(table -> List.of(states).contains(table.state()))
                .map(TableDiff::table)
                .toList();
    }

    /**
     * Finds out all that differs.
     *
     * @param order what is asked for
     */
    public DiffReport run(DiffOrder order) {
        target.checkFits(backup.manifest());
        var scope = backup.scope();
        var options = new AccessOptions(table -> ScopedSchema.mayHold(scope, table), target.lockWait());
        try (Snapshot snapshot = target.provider().openSnapshot(target.dataSource(), options)) {
            return new DiffJob(backup, new LiveSide(snapshot, scope), order).run();
        }
    }
}
