package io.dbguard.postgres.internal.restore;

import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.ExtensionTableCatalog;
import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.snapshot.LargeObjects;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.spi.database.TableLoad;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.copy.CopyIn;

/**
 * Loads rows with COPY, the format in which they are stored. A table that was created or emptied in the same transaction
 * gets them frozen: nobody can see the rows before the commit, and no VACUUM has to write them all once more.
 */
final class RowLoader {
    private final PgSession session;
    private final Set<TableName> extensionTables;

    RowLoader(PgSession session) {
        this.session = session;
        this.extensionTables = ExtensionTableCatalog.conditions(session).keySet();
    }

    void load(TableLoad load) {
        if (load.table().name().equals(LargeObjectCatalog.TABLE)) {
            new LargeObjects(session).write(load.rows());
            return;
        }
        try {
            CopyIn copy = session.copy().copyIn(statement(load.table()));
            try {
                load.rows().sendTo((buffer, offset, length, count) -> write(copy, buffer, offset, length));
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw failure(load, e);
        } catch (CopyFailure e) {
            throw failure(load, e.reason);
        }
    }

    /** Tables of extensions hold rows already that are not the user's, and were not emptied. */
    private String statement(Table table) {
        String freeze = extensionTables.contains(table.name()) ? "" : " (FREEZE)";
        return "COPY " + PostgresView.copyTarget(table) + " FROM STDIN" + freeze;
    }

    private static void write(CopyIn copy, byte[] buffer, int offset, int length) {
        try {
            copy.writeToCopy(buffer, offset, length);
        } catch (SQLException e) {
            throw new CopyFailure(e);
        }
    }

    private RuntimeException failure(TableLoad load, SQLException e) {
        return session.failure("load the table " + load.table().name(), e);
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
