package io.dbguard.h2.internal.restore;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.h2.internal.rows.RowInserter;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.spi.database.TableLoad;
import java.sql.SQLException;
import java.util.List;

/** Brings rows into tables. */
final class Rows {
    /** What a transaction has done costs H2 the more the more there is of it. */
    private static final int ROWS_PER_COMMIT = 1024;

    private final H2Session session;

    Rows(H2Session session) {
        this.session = session;
    }

    /** Puts rows into a table that the restore created; if it fails the table goes, so it may be committed on the way. */
    void fill(TableLoad load) {
        insert(load, ROWS_PER_COMMIT);
        session.commit();
    }

    /** Puts rows into tables in place of those that are there, within the present transaction. */
    void replace(List<TableLoad> loads) {
        for (TableLoad load : loads) {
            session.execute(
                    "empty the table " + load.table().name(),
                    "DELETE FROM " + identifier(load.table().name()));
        }
        loads.forEach(load -> insert(load, Integer.MAX_VALUE));
    }

    private void insert(TableLoad load, int rowsPerCommit) {
        try {
            RowInserter.insert(session, load.table(), load.rows(), rowsPerCommit);
        } catch (SQLException e) {
            throw session.failure("load the table " + load.table().name(), e);
        }
    }
}
