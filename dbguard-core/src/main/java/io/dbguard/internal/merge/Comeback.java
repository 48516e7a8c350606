package io.dbguard.internal.merge;

import io.dbguard.api.RestoreException;
import io.dbguard.api.report.TableChange;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.merge.Relations.Ordered;
import io.dbguard.spi.database.Staging;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Brings back the rows that were chosen. */
final class Comeback {
    private final Staging staging;
    private final StagedSql sql;
    private final Relations relations;
    private final List<Staged> tables;
    private final Map<TableName, TableChange> changes;

    /**
     * Creates it.
     *
     * @param staging where the rows lie
     * @param sql the statements
     * @param relations which tables refer to which
     * @param tables those whose rows lie there
     * @param changes what becomes of each
     */
    Comeback(
            Staging staging,
            StagedSql sql,
            Relations relations,
            List<Staged> tables,
            Map<TableName, TableChange> changes) {
        this.staging = staging;
        this.sql = sql;
        this.relations = relations;
        this.tables = tables;
        this.changes = changes;
    }

    /** Brings the rows back. */
    void apply() {
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
        staging.makeWay(
                concerned.stream()
                        .collect(Collectors.toMap(
                                Staged::name, table -> change(table).columns().keySet())),
                ordered.circle() || others);
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
    void verify() {
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
}
