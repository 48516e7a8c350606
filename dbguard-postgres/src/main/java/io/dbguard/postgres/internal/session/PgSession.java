package io.dbguard.postgres.internal.session;

import io.dbguard.api.RequestException;
import io.dbguard.provider.ConnectionLease;
import io.dbguard.provider.SqlFailures;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * One transaction on a borrowed connection. All settings end with the transaction, and no statement is kept prepared on
 * the server, so that a pooler which hands the server on after each transaction is no obstacle. Not thread-safe.
 */
public final class PgSession implements AutoCloseable {
    private final ConnectionLease lease;
    private final String intact;
    private final int prepareThreshold;

    private PgSession(ConnectionLease lease, String intact) throws SQLException {
        this.lease = lease;
        this.intact = intact;
        PGConnection connection = lease.connection().unwrap(PGConnection.class);
        this.prepareThreshold = connection.getPrepareThreshold();
        // Also for BEGIN and COMMIT: the driver would give them a name on the server that the next one knows nothing
        // of.
        connection.setPrepareThreshold(0);
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
     * Begins a transaction.
     *
     * @param dataSource lends the connection
     * @param characteristics isolation level and access mode, as SET TRANSACTION takes them
     * @param lockWait how long to wait for a lock
     * @param intact what is still as it was when something fails
     */
    public static PgSession begin(DataSource dataSource, String characteristics, Duration lockWait, String intact) {
        ConnectionLease lease = ConnectionLease.take(dataSource);
        checkIdle(lease);
        PgSession session = of(lease, intact);
        try {
            session.start(characteristics, lockWait);
            return session;
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void start(String characteristics, Duration lockWait) {
        execute("start a transaction", "SET TRANSACTION " + characteristics);
        execute("set up the session", SessionSettings.statements(majorVersion(), lockWait));
    }

    /**
     * Ends the transaction, keeps nothing of it, and begins another one on the same connection.
     *
     * @param characteristics isolation level and access mode, as SET TRANSACTION takes them
     * @param lockWait how long to wait for a lock
     */
    public void startAnew(String characteristics, Duration lockWait) {
        try {
            lease.connection().rollback();
        } catch (SQLException e) {
            throw failure("end a transaction", e);
        }
        start(characteristics, lockWait);
    }

    private static PgSession of(ConnectionLease lease, String intact) {
        try {
            return new PgSession(lease, intact);
        } catch (SQLException e) {
            lease.close();
            throw SqlFailures.describe("PostgreSQL could not start a transaction", intact, e);
        }
    }

    /**
     * Sets how long to wait for a lock from now on.
     *
     * @param limit how long
     */
    void lockWait(Duration limit) {
        execute("set up the session", SessionSettings.lockTimeout(limit));
    }

    /**
     * Runs statements.
     *
     * @param doing what for, such as "lock the tables"
     * @param sql one statement or several
     */
    public void execute(String doing, String sql) {
        try (Statement statement = lease.connection().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Changes rows.
     *
     * @param doing what for
     * @param sql one statement; a question mark in it is an operator
     * @return how many rows it changed
     */
    public long update(String doing, String sql) {
        try (Statement statement = plain()) {
            return statement.executeLargeUpdate(sql);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    /**
     * Runs a query to its end.
     *
     * @param doing what for
     * @param sql the query
     * @param mapper reads a row
     * @param arguments for the question marks in the query; without any, those are operators
     */
    public <T> List<T> query(String doing, String sql, RowMapper<T> mapper, Object... arguments) {
        try {
            return arguments.length == 0 ? plainQuery(sql, mapper) : preparedQuery(sql, mapper, arguments);
        } catch (SQLException e) {
            throw failure(doing, e);
        }
    }

    private <T> List<T> plainQuery(String sql, RowMapper<T> mapper) throws SQLException {
        try (Statement statement = plain();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result, mapper);
        }
    }

    private <T> List<T> preparedQuery(String sql, RowMapper<T> mapper, Object... arguments) throws SQLException {
        try (PreparedStatement statement = lease.connection().prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                return rows(result, mapper);
            }
        }
    }

    private static <T> List<T> rows(ResultSet result, RowMapper<T> mapper) throws SQLException {
        var rows = new ArrayList<T>();
        while (result.next()) {
            rows.add(mapper.map(result));
        }
        return rows;
    }

    /** Opens a statement in which the driver looks for no arguments: SQL may come from the catalogs, or from the user. */
    private Statement plain() throws SQLException {
        Statement statement = lease.connection().createStatement();
        statement.setEscapeProcessing(false);
        return statement;
    }

    /**
     * Runs a query and puts its rows into a map.
     *
     * @param doing what for
     * @param sql the query
     * @param key reads a row's key, which is unique
     * @param value reads a row's value
     * @param arguments for the question marks in the query
     */
    public <K, V> Map<K, V> queryMap(
            String doing, String sql, RowMapper<K> key, RowMapper<V> value, Object... arguments) {
        return query(doing, sql, row -> Map.entry(key.map(row), value.map(row)), arguments).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Ends the transaction and keeps what it did. */
    public void commit() {
        try {
            lease.connection().commit();
        } catch (SQLException e) {
            throw failure("commit", e);
        }
    }

    /** Returns the server's major version. */
    public int majorVersion() {
        try {
            return lease.connection().getMetaData().getDatabaseMajorVersion();
        } catch (SQLException e) {
            throw failure("ask for the version", e);
        }
    }

    /** Returns the way to the COPY protocol. */
    public CopyManager copy() throws SQLException {
        return lease.connection().unwrap(PGConnection.class).getCopyAPI();
    }

    /**
     * Turns a driver's exception into one sentence.
     *
     * @param doing what was being done
     * @param e what the driver said
     */
    public RuntimeException failure(String doing, SQLException e) {
        return SqlFailures.describe("PostgreSQL could not " + doing, intact, e);
    }

    @Override
    public void close() {
        try {
            if (!lease.connection().isClosed()) {
                lease.connection().rollback();
                lease.connection().unwrap(PGConnection.class).setPrepareThreshold(prepareThreshold);
            }
        } catch (SQLException e) {
            // The connection is broken; the lease says so.
        } finally {
            lease.close();
        }
    }

    /** A connection that is in the middle of somebody's transaction is not ours to use. */
    private static void checkIdle(ConnectionLease lease) {
        try {
            if (lease.connection().unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE) {
                lease.abandon();
                throw new RequestException(
                        "The connection is in the middle of a transaction",
                        "nothing was changed",
                        "give dbguard a data source that is not bound to the caller's transaction");
            }
        } catch (SQLException e) {
            lease.abandon();
            throw SqlFailures.describe("The connection is not one of PostgreSQL's driver", "nothing was changed", e);
        }
    }
}
