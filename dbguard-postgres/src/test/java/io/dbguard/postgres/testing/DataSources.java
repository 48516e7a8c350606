package io.dbguard.postgres.testing;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** Data sources for special occasions. */
public final class DataSources {
    private DataSources() {}

    /** Returns a data source that opens a URL each time. */
    public static DataSource of(String url) {
        return lending(() -> DriverManager.getConnection(url));
    }

    /** Returns the same connection, on which close does nothing. */
    public static Connection withoutClose(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                DataSources.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("close") ? null : method.invoke(connection, arguments));
    }

    /** Returns a data source that lends what it is given, as a transaction-aware proxy would. */
    public static DataSource lending(Callable<Connection> connections) {
        return (DataSource) Proxy.newProxyInstance(
                DataSources.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connections.call();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
