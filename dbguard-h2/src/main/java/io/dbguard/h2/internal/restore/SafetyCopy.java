package io.dbguard.h2.internal.restore;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.identifiers;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.journal.StepLog;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.spi.database.TableLoad;
import java.util.List;
import java.util.Set;

/**
 * Replaces the rows of a table that DDL has to follow, so that the transaction cannot stay open: the rows that are there
 * are copied into a table of their own in the same transaction in which they are replaced.
 */
final class SafetyCopy {
    private final H2Session session;
    private final StepLog log;
    private final Aside aside;
    private final ForeignKeySwitch foreignKeys;

    SafetyCopy(H2Session session, StepLog log, Aside aside, ForeignKeySwitch foreignKeys) {
        this.session = session;
        this.log = log;
        this.aside = aside;
        this.foreignKeys = foreignKeys;
    }

    void replace(TableLoad load) {
        Table table = load.table();
        if (table.columns().isEmpty()) {
            throw new RequestException(
                    "The table " + table.name()
                            + " has no values of its own, but a key or trigger to be restored with it",
                    "the restore was undone and the database is as it was",
                    "drop the table, and restore again");
        }
        TableName copy = create(table);
        foreignKeys.off(Set.of(table.name()));
        log.write(undo(table, copy), List.of());
        session.execute(
                "copy the table " + table.name(),
                "INSERT INTO " + identifier(copy) + " SELECT " + columns(table) + " FROM " + identifier(table.name()));
        new Rows(session).replace(List.of(load));
        foreignKeys.on();
        session.commit();
    }

    private TableName create(Table table) {
        TableName copy = aside.name(table.name());
        String drop = "DROP TABLE IF EXISTS " + identifier(copy) + " RESTRICT";
        log.step(
                "copy the table " + table.name(),
                "CREATE CACHED TABLE " + identifier(copy) + " AS SELECT " + columns(table) + " FROM "
                        + identifier(table.name()) + " WITH NO DATA",
                List.of(drop),
                List.of(drop));
        return copy;
    }

    private List<String> undo(Table table, TableName copy) {
        return foreignKeys.around(
                Set.of(table.name()),
                List.of(
                        "DELETE FROM " + identifier(table.name()),
                        "INSERT INTO " + identifier(table.name()) + "(" + columns(table)
                                + ") OVERRIDING SYSTEM VALUE SELECT " + columns(table) + " FROM " + identifier(copy)));
    }

    private static String columns(Table table) {
        return identifiers(table.columns().stream().map(Column::name).toList());
    }
}
