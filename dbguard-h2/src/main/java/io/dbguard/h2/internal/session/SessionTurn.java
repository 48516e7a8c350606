package io.dbguard.h2.internal.session;

import io.dbguard.api.DatabaseException;
import io.dbguard.spi.database.Snapshot.Claim;
import io.dbguard.spi.database.Turn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A turn that is the lock of a session on a temporary table of its own: no other session can see the table, no backup and no
 * SCRIPT holds it, yet every administrator sees the lock. Whoever puts his lock there first and then looks sees all who did so
 * before; two who come at once both withdraw. The lock ends with its transaction, which no other session can end, and so with the
 * connection.
 *
 * <p>Only for a server, which several hosts share. H2 has no means to lock anything by name.
 */
public final class SessionTurn implements Turn {
    private static final String SERVED = """
            SELECT SERVER IS NOT NULL FROM INFORMATION_SCHEMA.SESSIONS WHERE SESSION_ID = SESSION_ID()
            """;
    private static final String PRESENT = """
            SELECT 1 FROM INFORMATION_SCHEMA.TABLES
             WHERE TABLE_NAME = 'DBGUARD_TURN_TO_MIGRATE' AND TABLE_TYPE = 'LOCAL TEMPORARY'
            """;
    private static final String CREATE =
            "CREATE LOCAL TEMPORARY TABLE \"DBGUARD_TURN_TO_MIGRATE\" (X INT) NOT PERSISTENT TRANSACTIONAL";
    private static final String LOCK = "INSERT INTO \"DBGUARD_TURN_TO_MIGRATE\" VALUES (1)";
    private static final String HOLDERS = """
            SELECT SESSION_ID = SESSION_ID() FROM INFORMATION_SCHEMA.LOCKS WHERE TABLE_NAME = 'DBGUARD_TURN_TO_MIGRATE'
            """;

    /** What the list of locks says if some session ends while it is made. */
    private static final int CLOSED = 90098;

    private static final int LOOKS = 20;

    private final H2Session session;
    private Claim claim = Claim.UNKNOWN;

    private SessionTurn(H2Session session) {
        this.session = session;
    }

    /**
     * Asks for the turn and does not wait for it.
     *
     * @param dataSource lends a connection for as long as the turn lasts
     * @param lockWait how long to wait for a lock
     */
    public static Turn attempt(DataSource dataSource, Duration lockWait) {
        var turn =
                new SessionTurn(H2Session.open(dataSource, Isolation.READ_COMMITTED, lockWait, "nothing was changed"));
        try {
            turn.claim = turn.announce();
            return turn;
        } finally {
            if (turn.claim != Claim.TAKEN) {
                turn.session.close();
            }
        }
    }

    private Claim announce() {
        boolean served = session.query("look whether there is a server", SERVED, row -> row.getBoolean(1))
                .contains(true);
        if (!served || !session.isAdmin()) {
            return Claim.UNKNOWN;
        }
        if (holders().contains(false)) {
            return Claim.BUSY;
        }
        // It stays with the connection, empty: to drop it takes the lock that every change of the schema needs.
        if (session.query("look for another turn", PRESENT, row -> row.getInt(1))
                .isEmpty()) {
            session.execute("ask for the turn", CREATE);
        }
        session.execute("ask for the turn", LOCK);
        List<Boolean> holders = holders();
        if (holders.isEmpty()) {
            return Claim.UNKNOWN; // With LOCK_MODE 0 there are no locks.
        }
        return holders.contains(false) ? Claim.BUSY : Claim.TAKEN;
    }

    /** Returns for each holder whether it is this session. */
    private List<Boolean> holders() {
        for (int i = 0; i < LOOKS; i++) {
            Optional<List<Boolean>> seen = look();
            if (seen.isPresent()) {
                return seen.get();
            }
        }
        return List.of(false);
    }

    private Optional<List<Boolean>> look() {
        try (PreparedStatement statement = session.prepare(HOLDERS);
                ResultSet row = statement.executeQuery()) {
            List<Boolean> holders = new ArrayList<>();
            while (row.next()) {
                holders.add(row.getBoolean(1));
            }
            return Optional.of(holders);
        } catch (SQLException e) {
            if (e.getErrorCode() == CLOSED) {
                return Optional.empty();
            }
            throw session.failure("look for another instance", e);
        }
    }

    @Override
    public Claim claim() {
        return claim;
    }

    /** A connection that broke may have been replaced by another one. */
    @Override
    public void confirm() {
        if (!holders().contains(true)) {
            throw new DatabaseException(
                    "The turn to migrate was lost: the connection that held it is another one now",
                    "nothing was run by this instance",
                    "start again");
        }
    }

    @Override
    public void close() {
        if (claim == Claim.TAKEN) {
            session.close();
        }
    }
}
