package io.dbguard.internal.diff;

import io.dbguard.api.RequestException;
import io.dbguard.api.report.DiffReport;
import io.dbguard.api.report.TableDiff;
import io.dbguard.api.report.TableDiff.State;
import io.dbguard.api.schema.SchemaDifference;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.aftermath.SchemaDiff;
import io.dbguard.internal.compare.RowDiff;
import io.dbguard.internal.diff.Side.Content;
import io.dbguard.internal.select.ScopedSchema;
import io.dbguard.internal.select.TableNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds a backup against what came later. Changes nothing. */
public final class DiffJob {
    private final BackupSide before;
    private final Side after;
    private final DiffOrder order;

    /**
     * Creates a job.
     *
     * @param before the backup
     * @param after what came later
     * @param order what is asked for
     */
    public DiffJob(BackupSide before, Side after, DiffOrder order) {
        this.before = before;
        this.after = after;
        this.order = order;
    }

    /**
     * Compares.
     *
     * @throws RequestException if the two are of different kinds
     */
    public DiffReport run() {
        if (!before.provider().equals(after.provider())) {
            throw new RequestException(
                    "What came from " + before.provider() + " cannot be compared with what is from " + after.provider(),
                    "nothing was changed",
                    "compare two of the same kind");
        }
        Map<TableName, Table> old = tables(before);
        Map<TableName, Table> now = tables(after);
        Set<TableName> all = new TreeSet<>(old.keySet());
        all.addAll(now.keySet());
        Set<TableName> chosen =
                order.tables().isEmpty() ? all : TableNames.find(order.tables(), all, "either of the two");
        List<TableDiff> tables = chosen.stream()
                .map(name -> difference(name, old.get(name), now.get(name)))
                .toList();
        return new DiffReport(before.manifest().header().id(), after.backup(), schema(chosen), tables);
    }

    private Map<TableName, Table> tables(Side side) {
        Map<TableName, Table> tables = new TreeMap<>();
        side.schema().tables().stream()
                .filter(table -> bothMayHold(table.name()))
                .forEach(t -> tables.put(t.name(), t));
        return tables;
    }

    private boolean bothMayHold(TableName table) {
        return ScopedSchema.mayHold(before.scope(), table) && ScopedSchema.mayHold(after.scope(), table);
    }

    /** Of a part, what its tables need besides is in it as well; that the other has it not means nothing. */
    private SchemaDifference schema(Set<TableName> chosen) {
        boolean whole = before.scope().everything()
                && after.scope().everything()
                && order.tables().isEmpty();
        return SchemaDiff.between(objects(before, chosen, whole), objects(after, chosen, whole));
    }

    private static List<SchemaObject> objects(Side side, Set<TableName> chosen, boolean whole) {
        return side.schema().objects().stream()
                .filter(object ->
                        whole || object.table().filter(chosen::contains).isPresent())
                .toList();
    }

    private TableDiff difference(TableName name, @Nullable Table old, @Nullable Table now) {
        if (old == null) {
            long rows = after.content(Objects.requireNonNull(now)).rows();
            return new TableDiff(name, State.NEW, -1, rows, 0, 0, rows, List.of());
        }
        Content was = before.content(old);
        if (now == null) {
            return new TableDiff(name, State.GONE, was.rows(), -1, was.rows(), 0, 0, List.of());
        }
        boolean sameColumns = old.columns().equals(now.columns());
        Content is = after.content(now);
        if (sameColumns && was.equals(is)) {
            return new TableDiff(name, State.THERE, was.rows(), is.rows(), 0, 0, 0, List.of());
        }
        var rows = RowDiff.of(old, now, Math.max(was.rows(), is.rows()), order.samples());
        var found = rows.compare(before.rows(old), after.rows(now));
        return new TableDiff(
                name,
                sameColumns ? State.THERE : State.OTHER_COLUMNS,
                was.rows(),
                is.rows(),
                found.missing(),
                found.changed(),
                found.extra(),
                rows.samples(before.rows(old), after.rows(now)));
    }
}
