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
import io.dbguard.internal.merge.Relations.Ordered;
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
        tables.forEach(this::mark);
        pick();
        tables.forEach(table -> change(sql.take(table, input.rules().mode() != RestoreMode.INSERT_MISSING)));
        if (input.rules().merges()) {
            bringParents();
            findOrphans();
        }
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

    private void mark(Staged table) {
        if (table.there() && table.mapping().keyed()) {
            change(sql.missing(table));
            change(sql.changed(table));
        } else {
            change(sql.allMissing(table));
        }
    }

    private void pick() {
        tables.stream().filter(Staged::chosen).forEach(table -> change(sql.pick(table)));
        if (input.rules().children()) {
            untilNothingChanges((key, child, parent) ->
                    child.chosen() && child.condition().isEmpty() ? 0 : change(sql.pickChildren(key, child, parent)));
        }
    }

    private void bringParents() {
        if (input.rules().orphans() == OrphanTreatment.BRING_PARENTS) {
            untilNothingChanges((key, child, parent) -> change(sql.bringParents(key, child, parent)));
        }
    }

    /** Does something with two tables of which one refers to the other. */
    private interface Step {
        long on(ForeignKey key, Staged child, Staged parent);
    }

    private void untilNothingChanges(Step step) {
        long changed = 1;
        while (changed > 0) {
            changed = 0;
            for (ForeignKey key : relations.keys()) {
                for (Staged child : children(key)) {
                    for (Staged parent : parents(key)) {
                        changed += step.on(key, child, parent);
                    }
                }
            }
        }
    }

    /** A row that stays away may make others stay away. */
    private void findOrphans() {
        long found = 1;
        while (found > 0) {
            found = 0;
            for (int i = 0; i < relations.keys().size(); i++) {
                ForeignKey key = relations.keys().get(i);
                for (Staged child : children(key)) {
                    found += change(sql.orphans(key, i + 1, child, rowsOfParent(key), parents(key)));
                }
            }
        }
    }

    /** Returns the rows that a foreign key may point at, in SQL; empty if the database had no such table. */
    private String rowsOfParent(ForeignKey key) {
        if (!relations.isThere(key.parent())) {
            return "";
        }
        return relations.isPartitioned(key.parent()) ? staging.allRowsOf(key.parent()) : staging.rowsOf(key.parent());
    }

    private List<Staged> children(ForeignKey key) {
        return tables.stream()
                .filter(table -> relations.isChild(table.name(), key))
                .filter(table -> table.mapping().columns().containsAll(key.columns()))
                .toList();
    }

    private List<Staged> parents(ForeignKey key) {
        return tables.stream()
                .filter(table -> relations.isParent(table.name(), key))
                .filter(table -> table.mapping().columns().containsAll(key.targets()))
                .toList();
    }

    private void report(Staged table) {
        Counts counts = Counts.of(staging.query("count the rows that come back", sql.counts(table)));
        if (!table.chosen() && table.there() && counts.inserted() + counts.updated() + counts.orphaned() == 0) {
            return;
        }
        List<SkippedRows> skipped = counts.orphans().entrySet().stream()
                .map(orphans -> skipped(relations.keys().get(orphans.getKey() - 1), orphans.getValue()))
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

    private static SkippedRows skipped(ForeignKey key, long rows) {
        return new SkippedRows(
                "their " + String.join(", ", key.columns()) + " refers to a row of " + key.parent()
                        + " that is neither there nor coming back (" + key.name() + ")",
                rows);
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
                    "look at them with a dry run, then bring their parents along, or let these rows stay away");
        }
    }

    /** Brings the rows back. */
    public void apply() {
        List<Staged> concerned = tables.stream()
                .filter(table -> inserted(table) + updated(table) > 0)
                .toList();
        if (concerned.isEmpty()) {
            return;
        }
        Ordered ordered = relations.inOrder(concerned);
        boolean others = concerned.stream()
                .anyMatch(table ->
                        relations.refersTo(table.name(), change(table).columns().keySet()));
        staging.makeWay(concerned.stream().map(Staged::name).collect(Collectors.toSet()), ordered.circle() || others);
        for (Staged table : ordered.tables()) {
            bringBack(table);
        }
        staging.putBack();
    }

    /** Changed rows go first, since they may free a unique value; but not where they may refer to one that is still to come. */
    private void bringBack(Staged table) {
        if (relations.refersToItself(table.name())) {
            insert(table);
            update(table);
        } else {
            update(table);
            insert(table);
        }
    }

    private void update(Staged table) {
        if (updated(table) > 0) {
            List<String> columns = List.copyOf(change(table).columns().keySet());
            check(
                    table,
                    staging.change("update the table " + table.name(), sql.update(table, columns)),
                    updated(table));
        }
    }

    private void insert(Staged table) {
        if (inserted(table) > 0) {
            check(table, staging.change("fill the table " + table.name(), sql.insert(table)), inserted(table));
        }
    }

    /**
     * Looks whether all is as it was meant to be.
     *
     * @throws RestoreException if not
     */
    public void verify() {
        for (Staged table : tables) {
            if (table.mapping().keyed() && inserted(table) + updated(table) > 0) {
                long lost = Counts.number(
                        staging.query("look for the rows", sql.notBack(table)).get(0), 0);
                check(table, lost, 0);
            }
        }
    }

    private static void check(Staged table, long rows, long expected) {
        if (rows != expected) {
            throw new RestoreException(
                    "The rows of " + table.name() + " did not come back as they were meant to",
                    "the restore was undone and the database is as it was",
                    "look for rules that change rows");
        }
    }

    /** Returns what the reader should know of tables that have changed since the backup. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    private TableChange change(Staged table) {
        return Optional.ofNullable(changes.get(table.name()))
                .orElseGet(() -> new TableChange(table.name(), TableChange.Action.NONE, 0, 0, 0));
    }

    private long inserted(Staged table) {
        return change(table).inserted();
    }

    private long updated(Staged table) {
        return change(table).updated();
    }

    private long change(String statement) {
        return staging.change("compare the rows", statement);
    }
}
