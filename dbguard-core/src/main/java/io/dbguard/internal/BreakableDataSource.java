package io.dbguard.internal;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Lends the connections of another data source, for one piece of work, and can break them all off, whatever a statement is
 * waiting for. Thread-safe.
 */
public final class BreakableDataSource implements DataSource {
    private final DataSource source;
    private final List<Connection> lent = new ArrayList<>();
    private boolean broken;

    /**
     * Creates a data source.
     *
     * @param source lends the connections
     */
    public BreakableDataSource(DataSource source) {
        this.source = source;
    }

    /** Breaks off all connections that are lent, and lends none any more. */
    public void breakOff() {
        List<Connection> all;
        synchronized (lent) {
            broken = true;
            all = List.copyOf(lent);
        }
        for (Connection connection : all) {
            try {
                // One that was given back is closed, even if the pool has lent what is behind it to others.
                if (!connection.isClosed()) {
                    connection.abort(Runnable::run);
                }
            } catch (SQLException e) {
                // Then it is broken already.
            }
        }
    }

    /** Returns whether the work was broken off. */
    public boolean isBroken() {
        synchronized (lent) {
            return broken;
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        return lend(source.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return lend(source.getConnection(user, password));
    }

    private Connection lend(Connection connection) throws SQLException {
        synchronized (lent) {
            if (!broken) {
                lent.add(connection);
                return connection;
            }
        }
        connection.close();
        throw new SQLException("The work was broken off", "57014");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return source.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        source.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        source.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return source.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return source.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(source) ? type.cast(source) : source.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(source) || source.isWrapperFor(type);
    }
}
