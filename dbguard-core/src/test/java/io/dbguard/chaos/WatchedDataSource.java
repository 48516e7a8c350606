package io.dbguard.chaos;

import io.dbguard.chaos.files.Step;
import io.dbguard.chaos.files.Step.Kind;
import io.dbguard.chaos.files.Watcher;
import io.dbguard.contract.PlainDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Gives connections whose statements and commits are steps too. */
final class WatchedDataSource extends PlainDataSource {
    private static final Step STEP = Step.of(Kind.STATEMENT, Path.of("statement"));

    private final DataSource real;
    private final Watcher watcher;

    WatchedDataSource(DataSource real, Watcher watcher) {
        this.real = real;
        this.watcher = watcher;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = real.getConnection();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments, method.getName().equals("commit"));
            if (result instanceof PreparedStatement statement) {
                return watched(PreparedStatement.class, statement);
            }
            return result instanceof Statement statement ? watched(Statement.class, statement) : result;
        });
    }

    private <T> T watched(Class<T> type, T statement) {
        return proxy(
                type,
                (proxy, method, arguments) ->
                        call(statement, method, arguments, method.getName().startsWith("execute")));
    }

    private Object call(Object target, Method method, Object[] arguments, boolean isStep) throws Throwable {
        if (isStep) {
            watcher.before(STEP);
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            if (isStep) {
                watcher.after(STEP);
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
