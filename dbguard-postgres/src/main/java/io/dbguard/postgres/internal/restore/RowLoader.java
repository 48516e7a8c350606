package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;
import io.dbguard.postgres.internal.snapshot.LargeObjects;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.spi.database.RowSource;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import org.postgresql.copy.CopyIn;

/** Loads rows with COPY, the format in which they are stored. */
public final class RowLoader {
    private final PgSession session;
    private final Predicate<Table> frozen;

    private RowLoader(PgSession session, Predicate<Table> frozen) {
        this.session = session;
        this.frozen = frozen;
    }

    /**
     * Loads tables that were created or emptied in the same transaction. They get their rows frozen: nobody can see them before
     * the commit, and no VACUUM has to write them all once more.
     */
    static RowLoader toUncommitted(PgSession session) {
        // Tables of extensions hold rows already that are not the user's, and were not emptied.
        Set<TableName> extensionTables =
                ExtensionTableCatalog.conditions(session).keySet();
        return new RowLoader(session, table -> !extensionTables.contains(table.name()));
    }

    /**
     * Loads tables that others see too.
     *
     * @param session the transaction
     */
    public static RowLoader toCommitted(PgSession session) {
        return new RowLoader(session, table -> false);
    }

    /**
     * Loads rows.
     *
     * @param table where to
     * @param rows all of its rows, or some
     */
    public void load(Table table, RowSource rows) {
        if (table.name().equals(LargeObjectCatalog.TABLE)) {
            new LargeObjects(session).write(rows);
            return;
        }
        copy(table, statement(table, frozen.test(table)), rows);
    }

    /**
     * Loads all rows of a table that others see too and that is empty. It is emptied once more, since rows may be frozen only
     * by the transaction that created or emptied their table (PostgreSQL docs, "COPY").
     *
     * @param table where to
     * @param rows all of its rows
     */
    public void loadAlone(Table table, RowSource rows) {
        session.execute("prepare the table " + table.name(), "TRUNCATE ONLY " + Quoting.identifier(table.name()));
        copy(table, statement(table, true), rows);
    }

    /**
     * Loads rows into a temporary table.
     *
     * @param staged its name in SQL
     * @param table its columns
     * @param rows the rows
     */
    void load(String staged, Table table, RowSource rows) {
        copy(table, "COPY " + staged + PostgresView.columnList(table) + " FROM STDIN", rows);
    }

    private void copy(Table table, String statement, RowSource rows) {
        try {
            CopyIn copy = session.copy().copyIn(statement);
            try {
                rows.sendTo((buffer, offset, length, count) -> write(copy, buffer, offset, length));
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw failure(table, e);
        } catch (CopyFailure e) {
            throw failure(table, e.reason);
        }
    }

    private static String statement(Table table, boolean freeze) {
        return "COPY " + PostgresView.copyTarget(table) + " FROM STDIN" + (freeze ? " (FREEZE)" : "");
    }

    private static void write(CopyIn copy, byte[] buffer, int offset, int length) {
        try {
            copy.writeToCopy(buffer, offset, length);
        } catch (SQLException e) {
            throw new CopyFailure(e);
        }
    }

    private RuntimeException failure(Table table, SQLException e) {
        return session.failure("load the table " + table.name(), e);
    }

    /** Carries the driver's exception out of the row sink. */
    private static final class CopyFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException reason;

        CopyFailure(SQLException reason) {
            super(reason);
            this.reason = reason;
        }
    }
}
