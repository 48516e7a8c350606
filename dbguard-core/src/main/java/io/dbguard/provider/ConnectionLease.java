package io.dbguard.provider;

import io.dbguard.api.DatabaseException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A connection on loan, with a transaction of its own. Whatever was not committed is rolled back at the end, and the
 * connection goes back as it came.
 */
public final class ConnectionLease implements AutoCloseable {
    private final Connection connection;
    private final boolean autoCommit;

    private ConnectionLease(Connection connection, boolean autoCommit) {
        this.connection = connection;
        this.autoCommit = autoCommit;
    }

    /**
     * Borrows a connection and turns its auto-commit off.
     *
     * @param dataSource lends it
     * @throws DatabaseException if there is none to be had
     */
    public static ConnectionLease take(DataSource dataSource) {
        try {
            Connection connection = dataSource.getConnection();
            try {
                boolean autoCommit = connection.getAutoCommit();
                connection.setAutoCommit(false);
                return new ConnectionLease(connection, autoCommit);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot connect to the database", "nothing was changed", e);
        }
    }

    /** Returns the connection. */
    public Connection connection() {
        return connection;
    }

    /** Gives the connection back without touching its transaction, which turned out to be somebody else's. */
    public void abandon() {
        try {
            connection.close();
        } catch (SQLException e) {
            SqlFailures.logBrokenConnection(e);
        }
    }

    @Override
    public void close() {
        try {
            if (connection.isClosed()) {
                return;
            }
            try {
                connection.rollback();
                connection.setAutoCommit(autoCommit);
            } finally {
                connection.close();
            }
        } catch (SQLException e) {
            // The connection is broken, and with it the transaction ended; a pool throws such a connection away.
            SqlFailures.logBrokenConnection(e);
        }
    }
}
