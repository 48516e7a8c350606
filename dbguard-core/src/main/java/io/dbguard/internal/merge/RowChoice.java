package io.dbguard.internal.merge;

import io.dbguard.api.restore.OrphanTreatment;
import io.dbguard.api.restore.RestoreMode;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Decides, with SQL, which of the rows that lie beside the tables come back. */
final class RowChoice {
    private final Staging staging;
    private final StagedSql sql;
    private final Relations relations;
    private final List<Staged> tables;
    private final RowRules rules;
    private final List<OfTable> unique = new ArrayList<>();

    private record OfTable(UniqueKey key, Staged table) {}

    /**
     * Creates a choice.
     *
     * @param staging where the rows lie
     * @param sql the statements
     * @param relations which tables refer to which
     * @param tables those whose rows lie there; may grow until the choice is made
     * @param rules what was asked for
     */
    RowChoice(Staging staging, StagedSql sql, Relations relations, List<Staged> tables, RowRules rules) {
        this.staging = staging;
        this.sql = sql;
        this.relations = relations;
        this.tables = tables;
        this.rules = rules;
    }

    /** Makes it. */
    void make() {
        tables.forEach(this::mark);
        pick();
        tables.forEach(table -> change(sql.take(table, rules.mode() != RestoreMode.INSERT_MISSING)));
        if (rules.merges()) {
            bringParents();
            findUniqueKeys();
            keepAway();
        }
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
        tables.stream().filter(Staged::chosen).forEach(this::pick);
        if (rules.children()) {
            untilNothingChanges((key, child, parent) ->
                    child.chosen() && child.condition().isEmpty() ? 0 : change(sql.pickChildren(key, child, parent)));
        }
    }

    private void pick(Staged table) {
        String doing = "find the rows that were asked for";
        if (table.condition().isEmpty()) {
            staging.change(doing, sql.pick(table));
        } else {
            staging.mark(doing, table.mapping().table(), sql.pick(table));
        }
    }

    private void bringParents() {
        if (rules.orphans() == OrphanTreatment.BRING_PARENTS) {
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

    /** A row that stays away may make others stay away, or leave what another one would have freed. */
    private void keepAway() {
        long found = 1;
        while (found > 0) {
            found = orphans() + rivals();
        }
    }

    private long orphans() {
        long found = 0;
        for (int i = 0; i < relations.keys().size(); i++) {
            ForeignKey key = relations.keys().get(i);
            for (Staged child : children(key)) {
                found += change(sql.orphans(key, i + 1, child, rowsOfParent(key), parents(key)));
            }
        }
        return found;
    }

    private long rivals() {
        long found = 0;
        for (int i = 0; i < unique.size(); i++) {
            Staged table = unique.get(i).table();
            boolean freedBefore = !relations.refersToItself(table.name());
            int number = relations.keys().size() + i + 1;
            found += change(sql.rivals(unique.get(i).key(), number, table, freedBefore));
        }
        return found;
    }

    /** Only where the backup knows all that counts. */
    private void findUniqueKeys() {
        Map<TableName, Staged> there =
                tables.stream().filter(Staged::there).collect(Collectors.toMap(Staged::name, table -> table));
        staging.uniqueKeys(there.keySet()).forEach((name, keys) -> {
            Staged table = Objects.requireNonNull(there.get(name));
            keys.stream()
                    .filter(key -> table.mapping().comparableColumns().containsAll(key.columns()))
                    .forEach(key -> unique.add(new OfTable(key, table)));
        });
    }

    /**
     * Says what keeps rows away.
     *
     * @param number as it stands beside them
     */
    String why(int number) {
        if (number > relations.keys().size()) {
            UniqueKey key = unique.get(number - relations.keys().size() - 1).key();
            return "another row has what they have in "
                    + key.columns().stream().sorted().collect(Collectors.joining(", ")) + " (" + key.name() + ")";
        }
        ForeignKey key = relations.keys().get(number - 1);
        return "their " + String.join(", ", key.columns()) + " refers to a row of " + key.parent()
                + " that is neither there nor coming back (" + key.name() + ")";
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

    private long change(String statement) {
        return staging.change("compare the rows", statement);
    }
}
