package io.dbguard.h2.internal.session;

import io.dbguard.api.schema.TableName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps tables from being altered, emptied or dropped until the transaction ends, while others go on changing their rows.
 *
 * <p>H2's metadata is not part of a snapshot: a table that is altered after the snapshot was taken is a new table, which
 * the snapshot then shows as it is later. Every DELETE takes a shared lock on its table, also one that finds no row, and
 * ALTER, DROP, TRUNCATE and CREATE INDEX wait for it. Renaming does not; whoever reads has to look for that.
 */
public final class SharedLocks {
    private static final int NOT_ENOUGH_RIGHTS = 90096;
    private static final int DATABASE_IS_READ_ONLY = 90097;

    /** Such a trigger would fire although no row is deleted. */
    private static final String STATEMENT_TRIGGERS = """
            SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE FROM INFORMATION_SCHEMA.TRIGGERS
             WHERE EVENT_MANIPULATION = 'DELETE' AND ACTION_ORIENTATION = 'STATEMENT'
            """;

    private SharedLocks() {}

    /**
     * Returns those of some tables that can be locked without firing a trigger.
     *
     * @param session any transaction
     * @param tables the tables
     */
    public static List<TableName> lockable(H2Session session, List<TableName> tables) {
        Set<TableName> watched = new HashSet<>(session.query(
                "read the triggers", STATEMENT_TRIGGERS, row -> new TableName(row.getString(1), row.getString(2))));
        return tables.stream().filter(table -> !watched.contains(table)).toList();
    }

    /**
     * Locks tables, those excepted that the user may not delete from.
     *
     * @param session the transaction that will hold the locks
     * @param tables the tables, in an order that is the same for everybody
     */
    public static void take(H2Session session, List<TableName> tables) {
        for (TableName table : tables) {
            session.tryToExecute(
                    "lock the table " + table,
                    "DELETE FROM " + Quoting.identifier(table) + " WHERE FALSE",
                    Set.of(NOT_ENOUGH_RIGHTS, DATABASE_IS_READ_ONLY));
        }
    }
}
