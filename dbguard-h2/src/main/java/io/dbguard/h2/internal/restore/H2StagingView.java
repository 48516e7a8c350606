package io.dbguard.h2.internal.restore;

import io.dbguard.h2.internal.journal.Interruption;
import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Isolation;
import io.dbguard.h2.internal.snapshot.H2View;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.StagingView;
import javax.sql.DataSource;

/** The database as one SNAPSHOT transaction sees it, which is rolled back at the end. */
public final class H2StagingView extends H2View implements StagingView {
    private static final String INTACT = "the database was not changed";

    private final H2Staging staging;

    private H2StagingView(H2Session session) {
        super(session);
        schema(); // Ends the transaction, so it comes first.
        this.staging = new H2Staging(session, new ForeignKeySwitch(session), tables -> {
            throw new IllegalStateException("A view changes nothing");
        });
    }

    /**
     * Opens a view.
     *
     * @param dataSource lends the connection
     * @param options how long to wait for locks
     */
    public static H2StagingView open(DataSource dataSource, AccessOptions options) {
        H2Session session = H2Session.open(dataSource, Isolation.SNAPSHOT, options.lockWait(), INTACT);
        try {
            Interruption.refuse(session);
            return new H2StagingView(session);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Staging staging() {
        return staging;
    }

    @Override
    public void close() {
        try {
            session().rollback();
            staging.drop();
        } finally {
            session().close();
        }
    }
}
