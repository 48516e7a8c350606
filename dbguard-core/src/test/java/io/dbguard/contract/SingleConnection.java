package io.dbguard.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A pool of one connection, which fails when a second one is asked for before the first is back. */
final class SingleConnection extends PlainDataSource implements AutoCloseable {
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
    public void close() throws SQLException {
        connection.close();
    }
}
