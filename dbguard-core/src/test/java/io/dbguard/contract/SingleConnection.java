package io.dbguard.contract;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A pool of one connection, which fails when a second one is asked for before the first is back. */
final class SingleConnection implements DataSource, AutoCloseable {
    private final Connection connection;
    private int lent;
    private int mostAtOnce;

    SingleConnection(DataSource from) throws SQLException {
        connection = from.getConnection();
    }

    Connection raw() {
        return connection;
    }

    int mostAtOnce() {
        return mostAtOnce;
    }

    @Override
    public Connection getConnection() throws SQLException {
        lent++;
        mostAtOnce = Math.max(mostAtOnce, lent);
        if (lent > 1) {
            throw new SQLException("The pool has only one connection", "08000");
        }
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        lent--;
                        return null;
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("none");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("no wrapper");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
