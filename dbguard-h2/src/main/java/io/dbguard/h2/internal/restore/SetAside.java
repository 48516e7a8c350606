package io.dbguard.h2.internal.restore;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.journal.StepLog;
import io.dbguard.h2.internal.session.H2Session;
import java.util.List;
import java.util.Set;

/**
 * Takes a table out of the way without losing anything of it: the table, its constraints and its indexes get other names,
 * because their names are to be used again.
 */
final class SetAside {
    /** What goes aside together with its table. Foreign keys and triggers do not: they would go on working. */
    static final Set<String> GOES_ALONG = Set.of("constraint", "index", "default on null");

    private static final String CONSTRAINTS = """
            SELECT CONSTRAINT_NAME FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS
             WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND CONSTRAINT_TYPE <> 'FOREIGN KEY' ORDER BY CONSTRAINT_NAME
            """;

    private static final String INDEXES = """
            SELECT INDEX_NAME FROM INFORMATION_SCHEMA.INDEXES
             WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND IS_GENERATED = FALSE ORDER BY INDEX_NAME
            """;

    private final H2Session session;
    private final StepLog log;
    private final Aside aside;

    SetAside(H2Session session, StepLog log, Aside aside) {
        this.session = session;
        this.log = log;
        this.aside = aside;
    }

    void table(TableName table) {
        String alter = "ALTER TABLE " + identifier(table);
        for (String constraint : names(CONSTRAINTS, table)) {
            String other = aside.name(constraint);
            rename(
                    table,
                    alter + " RENAME CONSTRAINT " + identifier(table.schema(), constraint) + " TO " + identifier(other),
                    alter + " RENAME CONSTRAINT " + identifier(table.schema(), other) + " TO " + identifier(constraint),
                    List.of());
        }
        for (String index : names(INDEXES, table)) {
            String other = aside.name(index);
            rename(
                    table,
                    "ALTER INDEX " + identifier(table.schema(), index) + " RENAME TO " + identifier(other),
                    "ALTER INDEX " + identifier(table.schema(), other) + " RENAME TO " + identifier(index),
                    List.of());
        }
        TableName other = aside.name(table);
        rename(
                table,
                alter + " RENAME TO " + identifier(other.table()),
                "ALTER TABLE " + identifier(other) + " RENAME TO " + identifier(table.table()),
                List.of("DROP TABLE IF EXISTS " + identifier(other) + " RESTRICT"));
    }

    private List<String> names(String sql, TableName table) {
        return session.query(
                "look what belongs to the table " + table, sql, row -> row.getString(1), table.schema(), table.table());
    }

    private void rename(TableName table, String sql, String undo, List<String> finish) {
        log.step("set the table " + table + " aside", sql, List.of(undo), finish);
    }
}
