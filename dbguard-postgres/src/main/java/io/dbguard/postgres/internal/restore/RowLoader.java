package io.dbguard.postgres.internal.restore;

import io.dbguard.postgres.internal.catalog.LargeObjectCatalog;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.snapshot.LargeObjects;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.spi.database.TableLoad;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Loads rows with COPY, the format in which they are stored. */
final class RowLoader {
    private RowLoader() {}

    static void load(PgSession session, TableLoad load) {
        if (load.table().name().equals(LargeObjectCatalog.TABLE)) {
            new LargeObjects(session).write(load.rows());
            return;
        }
        try {
            CopyIn copy = session.copy().copyIn("COPY " + PostgresView.copyTarget(load.table()) + " FROM STDIN");
            try {
                load.rows().sendTo((buffer, offset, length, count) -> write(copy, buffer, offset, length));
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw failure(session, load, e);
        } catch (CopyFailure e) {
            throw failure(session, load, e.reason);
        }
    }

    private static void write(CopyIn copy, byte[] buffer, int offset, int length) {
        try {
            copy.writeToCopy(buffer, offset, length);
        } catch (SQLException e) {
            throw new CopyFailure(e);
        }
    }

    private static RuntimeException failure(PgSession session, TableLoad load, SQLException e) {
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
