package io.dbguard.postgres.internal.session;

import io.dbguard.spi.database.Snapshot.Claim;
import io.dbguard.spi.database.Turn;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A turn that is an advisory lock of the server. It is bound to a transaction and not to a session, which a pooler might hand to
 * somebody else; the transaction sees nothing and keeps no row from being cleaned up (PostgreSQL docs, 13.3.5).
 */
public final class AdvisoryTurn implements Turn {
    /** The number is the library's; the server itself tells one database from another. */
    private static final String LOCK = "SELECT pg_catalog.pg_try_advisory_xact_lock(7233457705354159152)";

    /**
     * What the query saw stays visible until the next statement takes its place on the connection (its portal keeps a
     * snapshot), and CREATE INDEX CONCURRENTLY would wait for that. This one sees nothing.
     */
    private static final String MARK = "SET LOCAL application_name = 'dbguard, while another connection migrates'";

    private final PgSession session;
    private final boolean taken;

    private AdvisoryTurn(PgSession session, boolean taken) {
        this.session = session;
        this.taken = taken;
    }

    /**
     * Asks for the turn and does not wait for it.
     *
     * @param dataSource lends a connection for as long as the turn lasts
     * @param lockWait how long to wait for a lock
     */
    public static AdvisoryTurn attempt(DataSource dataSource, Duration lockWait) {
        PgSession session = PgSession.begin(
                dataSource, "ISOLATION LEVEL READ COMMITTED, READ ONLY", lockWait, "nothing was changed");
        try {
            boolean taken = session.query("look for another instance", LOCK, row -> row.getBoolean(1))
                    .get(0);
            session.execute("mark the turn", MARK);
            return new AdvisoryTurn(session, taken);
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Claim claim() {
        return taken ? Claim.TAKEN : Claim.BUSY;
    }

    /** The lock lasts as long as its transaction, and the transaction no longer than its connection. */
    @Override
    public void confirm() {
        session.execute("confirm the turn", MARK);
    }

    @Override
    public void close() {
        session.close();
    }
}
