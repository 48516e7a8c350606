package io.dbguard.h2.internal.session;

import io.dbguard.api.RequestException;
import io.dbguard.provider.ConnectionLease;
import io.dbguard.provider.SqlFailures;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A borrowed connection with settings of its own, which are put back at the end. Auto-commit is off: a transaction lasts
 * until {@link #commit}, {@link #rollback} or the next DDL statement. Not thread-safe.
 */
public final class H2Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(H2Session.class);

    private final ConnectionLease lease;
    private final SessionState state;
    private final String intact;

    private H2Session(ConnectionLease lease, SessionState state, String intact) {
        this.lease = lease;
        this.state = state;
        this.intact = intact;
    }

    /** Reads one row of a result. */
    @FunctionalInterface
    public interface RowMapper<T> {
        /**
         * Reads the row at which the result stands.
         *
         * @param row the result
         * @throws SQLException if the driver does
         */
        T map(ResultSet row) throws SQLException;
    }

    /**
     * Borrows a connection.
     *
     * @param dataSource lends it
     * @param isolation the isolation level of all its transactions
     * @param lockWait how long to wait for a lock
     * @param intact what is still as it was when something fails
     */
    public static H2Session open(DataSource dataSource, Isolation isolation, Duration lockWait, String intact) {
        ConnectionLease lease = ConnectionLease.take(dataSource);
        try {
            checkVersion(lease.connection().getMetaData());
            var session = new H2Session(lease, SessionState.read(lease.connection()), intact);
            session.change(isolation, lockWait);
            return session;
        } catch (SQLException e) {
            lease.close();
            throw SqlFailures.describe("Cannot set up the session", intact, e);
        } catch (RequestException e) {
            lease.abandon();
            throw e;
        } catch (RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    /** Older versions lack what the catalogue queries ask for, or take values otherwise. */
    private static void checkVersion(DatabaseMetaData database) throws SQLException {
        int major = database.getDatabaseMajorVersion();
        int minor = database.getDatabaseMinorVersion();
        if (major != 2 || minor < 3) {
            throw new RequestException(
                    "This is H2 " + major + "." + minor + ", and dbguard knows 2.3 and newer versions of 2",
                    "nothing was changed",
                    "use H2 2.3 or newer, which opens files of 2.2");
        }
    }

    private void change(Isolation isolation, Duration lockWait) {
        try (Statement statement = lease.connection().createStatement()) {
            state.change(statement, isolation, milliseconds(lockWait));
        } catch (SQLException e) {
            close();
            throw failure("set up the session", e);
        }
    }

    /**
     * Changes how long to wait for a lock.
     *
     * @param lockWait how long
     */
    public void waitForLocks(Duration lockWait) {
        execute("set up the session", "SET LOCK_TIMEOUT " + milliseconds(lockWait));
    }

    private static int milliseconds(Duration lockWait) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, lockWait.toMillis()));
    }

    /** Returns what the session was like when it was borrowed. */
    public SessionState state() {
        return state;
    }

    /**
     * Runs a statement.
     *
     * @param doing what for, such as "drop the view"
     * @param sql one statement
     */
    public void execute(String doing, String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Runs a statement that may fail for known reasons.
     *
     * @param doing what for
     * @param sql one statement
     * @param reasons H2's error codes
     */
    public void tryToExecute(String doing, String sql, Set<Integer> reasons) {
        try {
            execute(sql);
        } catch (SQLException e) {
            if (!reasons.contains(e.getErrorCode())) {
                throw failure(doing, e);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = lease.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /**
     * Runs a query to its end.
     *
     * @param doing what for
     * @param sql the query
     * @param mapper reads a row
     * @param arguments for the question marks in the query
     */
    public <T> List<T> query(String doing, String sql, RowMapper<T> mapper, Object... arguments) {
        try (PreparedStatement statement = lease.connection().prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                var rows = new ArrayList<T>();
                while (result.next()) {
                    rows.add(mapper.map(result));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Changes rows and counts them.
     *
     * @param doing what for
     * @param sql the statement
     * @param arguments for the question marks in the statement
     * @return how many rows were changed
     */
    public long update(String doing, String sql, Object... arguments) {
        try (PreparedStatement statement = lease.connection().prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement.executeLargeUpdate();
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /** Returns whether the user is an administrator, who sees what others do. */
    public boolean isAdmin() {
        return query(
                        "read the user's rights",
                        "SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER",
                        row -> row.getBoolean(1))
                .contains(true);
    }

    /**
     * Prepares a statement; the caller closes it.
     *
     * @param sql the statement
     * @throws SQLException if the driver does
     */
    public PreparedStatement prepare(String sql) throws SQLException {
        return lease.connection().prepareStatement(sql);
    }

    /** Ends the transaction and keeps what it did. */
    public void commit() {
        try {
            lease.connection().commit();
        } catch (SQLException e) {
            throw failure("commit", e);
        }
    }

    /** Ends the transaction and takes back what it did. */
    public void rollback() {
        try {
            lease.connection().rollback();
        } catch (SQLException e) {
            throw failure("roll back", e);
        }
    }

    /**
     * Turns a driver's exception into one sentence.
     *
     * @param doing what was being done
     * @param e what the driver said
     */
    public RuntimeException failure(String doing, SQLException e) {
        return SqlFailures.describe("H2 could not " + doing, intact, e);
    }

    @Override
    public void close() {
        try (Statement statement = lease.connection().createStatement()) {
            lease.connection().rollback();
            state.restore(statement);
        } catch (SQLException e) {
            // The connection is broken; a pool throws such a connection away.
            LOG.debug("A session could not be put back as it was: {}", SqlFailures.reason(e));
        }
        lease.close();
    }
}
