package io.dbguard.internal.merge;

import io.dbguard.api.RestoreException;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.SkippedRows;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.restore.RestoreMode;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.compare.DifferentRows;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.spi.database.DatabaseView;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.database.Staging;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings rows of a backup back into tables that keep what they have. First the rows that differ are laid beside the tables, in
 * temporary ones, and it is decided there with SQL which of them come back ({@link #settle}): so much a dry run does as well. Then
 * they are brought back ({@link #apply}), and looked for ({@link #verify}).
 */
public final class Merge {
    private final DatabaseView database;
    private final Staging staging;
    private final MergeInput input;
    private final Map<TableName, Table> present = new HashMap<>();
    private final Map<TableName, String> conditions = new HashMap<>();
    private final Relations relations;
    private final StagedSql sql;
    private final List<Staged> tables = new ArrayList<>();
    private final Map<TableName, TableChange> changes = new HashMap<>();
    private final List<String> remarks = new ArrayList<>();
    private final RowChoice choice;

    /**
     * Creates a merge.
     *
     * @param database the database, as it was before anything was created
     * @param staging the place for the rows
     * @param input what comes back
     */
    public Merge(DatabaseView database, Staging staging, MergeInput input) {
        this.database = database;
        this.staging = staging;
        this.input = input;
        Schema schema = database.schema();
        schema.tables().forEach(table -> present.put(table.name(), table));
        this.sql = new StagedSql(staging);
        Dialect dialect = Dialect.of(input.manifest().header().database().provider());
        this.relations = new Relations(input.manifest().schema(), schema, input.created(), dialect);
        this.choice = new RowChoice(staging, sql, relations, tables, input.rules());
        input.conditions().forEach((table, sql) -> conditions.put(table, Condition.checked(table, sql, dialect)));
    }

    /**
     * Finds out which rows come back.
     *
     * @return what becomes of each table, those that stay as they are included
     */
    public List<TableChange> settle() {
        Set<TableName> children =
                input.rules().children() ? relations.descendants(input.chosen(), namesOfBackup()) : Set.of();
        Set<TableName> wanted = new HashSet<>(input.chosen());
        wanted.addAll(children);
        Set<TableName> parents = input.rules().orphans() == OrphanTreatment.BRING_PARENTS
                ? relations.ancestors(wanted, namesOfBackup())
                : Set.of();
        for (TableContent content : input.manifest().tables()) {
            TableName name = content.table().name();
            if (wanted.contains(name) || parents.contains(name)) {
                stage(content, input.rules().children() && wanted.contains(name));
            }
        }
        staging.seal();
        choice.make();
        tables.forEach(this::report);
        return input.manifest().tables().stream()
                .flatMap(content ->
                        Optional.ofNullable(changes.get(content.table().name())).stream())
                .toList();
    }

    private Set<TableName> namesOfBackup() {
        return input.manifest().tables().stream()
                .map(content -> content.table().name())
                .collect(Collectors.toSet());
    }

    private void stage(TableContent content, boolean allRows) {
        TableName name = content.table().name();
        boolean chosen = input.chosen().contains(name);
        Optional<Table> now = Optional.ofNullable(present.get(name));
        if (content.table().object().kind().equals(ObjectKinds.LARGE_OBJECTS)) {
            return;
        }
        if (Mapping.nothingInCommon(content.table(), now)) {
            remarks.add(name + " has no column in common with the backup: none of its rows came back");
            return;
        }
        Mapping mapping = Mapping.between(content.table(), now);
        RowSource rows = mapping.of(input.rows().apply(content));
        if (now.isEmpty()) {
            load(mapping, rows, false, chosen, 0);
            return;
        }
        boolean all = allRows && mapping.keyed();
        try (DifferentRows different = compare(mapping, content.rows(), rows)) {
            if (all || different.differsInBackup()) {
                remarks.addAll(mapping.remarks());
                long extra = mapping.keyed() ? different.extra() - different.missing() : different.extra();
                load(mapping, all ? rows : different, true, chosen, extra);
            } else if (chosen) {
                changes.put(
                        name,
                        new TableChange(
                                name,
                                TableChange.Action.NONE,
                                0,
                                0,
                                0,
                                different.extra(),
                                Map.of(),
                                List.of(),
                                List.of()));
            }
        }
    }

    /** What is there is not looked at where it stays in any case. */
    private DifferentRows compare(Mapping mapping, long count, RowSource rows) {
        Table table = mapping.table();
        if (mapping.keyed() && input.rules().mode() == RestoreMode.INSERT_MISSING) {
            Table keys = mapping.keyTable();
            return DifferentRows.byKey(table, keys, count, rows, sink -> database.readRows(keys, sink));
        }
        return DifferentRows.between(table, count, rows, sink -> database.readRows(table, sink));
    }

    /** Of a table with a key, {@code extra} is how many rows more than the backup it has; those it lacks are added later. */
    private void load(Mapping mapping, RowSource rows, boolean there, boolean chosen, long extra) {
        String name = staging.create(mapping.table(), StagedSql.WORK);
        staging.load(name, mapping.table(), rows);
        TableName table = mapping.table().name();
        String condition = conditions.getOrDefault(table, "");
        tables.add(new Staged(mapping, name, there, chosen, condition, extra));
    }

    private void report(Staged table) {
        Counts counts = Counts.of(staging.query("count the rows that come back", sql.counts(table)));
        if (!table.chosen() && table.there() && counts.inserted() + counts.updated() + counts.orphaned() == 0) {
            return;
        }
        List<SkippedRows> skipped = counts.orphans().entrySet().stream()
                .map(orphans -> new SkippedRows(choice.why(orphans.getKey()), orphans.getValue()))
                .toList();
        var columns = new ChangedColumns(staging, sql).of(table, counts.updated());
        changes.put(
                table.name(),
                new TableChange(
                        table.name(),
                        action(table, counts),
                        counts.inserted(),
                        counts.updated(),
                        0,
                        table.extra() + (table.there() && table.mapping().keyed() ? counts.missing() : 0),
                        columns,
                        skipped,
                        new Samples(staging, sql, input.rules()).of(table, counts, columns)));
    }

    private static TableChange.Action action(Staged table, Counts counts) {
        if (!table.there()) {
            return TableChange.Action.CREATE;
        }
        return counts.inserted() + counts.updated() > 0 ? TableChange.Action.MERGE : TableChange.Action.NONE;
    }

    /**
     * Refuses if rows would stay away of which nobody said that they may.
     *
     * @throws RestoreException if so
     */
    public void checkOrphans() {
        if (input.rules().orphans() == OrphanTreatment.SKIP) {
            return;
        }
        List<String> orphans = changes.values().stream()
                .filter(change -> change.rowsSkipped() > 0)
                .map(change -> change.rowsSkipped() + " of " + change.table() + ", since "
                        + change.skipped().get(0).reason())
                .sorted()
                .toList();
        if (!orphans.isEmpty()) {
            throw new RestoreException(
                    "Rows cannot come back: " + String.join("; ", orphans),
                    "the database was not changed",
                    "look at them with a dry run, then choose other rows, bring their parents along, or let these stay away");
        }
    }

    /** Brings the rows back. */
    public void apply() {
        comeback().apply();
    }

    /**
     * Looks whether all is as it was meant to be.
     *
     * @throws RestoreException if not
     */
    public void verify() {
        comeback().verify();
    }

    private Comeback comeback() {
        return new Comeback(staging, sql, relations, tables, changes);
    }

    /** Returns what the reader should know of tables that have changed since the backup. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }
}
