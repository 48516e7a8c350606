package io.dbguard.postgres.internal.restore;

import io.dbguard.postgres.internal.mark.RestoreMark;
import io.dbguard.postgres.internal.session.LockedTables;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.snapshot.PostgresView;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.StagingView;
import javax.sql.DataSource;

/**
 * The database as one REPEATABLE READ transaction sees it. The transaction is made READ ONLY as soon as the temporary tables are
 * filled, and rolled back at the end.
 */
public final class PostgresStagingView extends PostgresView implements StagingView {
    private static final String INTACT = "the database was not changed";

    private PostgresStagingView(PgSession session) {
        super(session);
    }

    /**
     * Opens a view.
     *
     * @param dataSource lends the connection
     * @param options which tables will be read, and how long to wait for locks
     */
    public static PostgresStagingView open(DataSource dataSource, AccessOptions options) {
        PgSession session = LockedTables.toCompare(dataSource, options, INTACT);
        try {
            RestoreMark.checkAbsent(session);
            return new PostgresStagingView(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Staging staging() {
        return new PostgresStaging(session(), true);
    }

    @Override
    public void close() {
        session().close();
    }
}
