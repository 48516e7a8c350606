package io.dbguard.h2.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Gives connections that die at a chosen moment: from then on every call fails, and the database sees the session end, as
 * when the client's process is killed.
 */
public final class MortalDataSource implements InvocationHandler {
    /** The exit code of a JVM that was halted. */
    static final int HALTED = 7;

    private final DataSource real;
    private final int deedsLeft;
    private final Runnable atTheEnd;
    private int deeds;

    private MortalDataSource(DataSource real, int deedsLeft, Runnable atTheEnd) {
        this.real = real;
        this.deedsLeft = deedsLeft;
        this.atTheEnd = atTheEnd;
    }

    /** Gives connections whose session ends instead of its n-th statement or commit. */
    public static DataSource dyingAt(DataSource real, int deed) {
        return proxy(DataSource.class, new MortalDataSource(real, deed, () -> {}));
    }

    /** Gives connections that halt this JVM instead of the n-th statement or commit. */
    public static DataSource haltingAt(DataSource real, int deed) {
        return proxy(
                DataSource.class,
                new MortalDataSource(real, deed, () -> Runtime.getRuntime().halt(HALTED)));
    }

    /** Returns how many statements and commits there were so far. */
    public static int deeds(DataSource mortal) {
        return ((MortalDataSource) Proxy.getInvocationHandler(mortal)).deeds;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Object result = call(real, method, arguments);
        return result instanceof Connection connection ? mortal(connection) : result;
    }

    private Connection mortal(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                countDeed(connection);
            }
            checkAlive(method);
            Object result = call(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                return mortal(PreparedStatement.class, statement, connection);
            }
            return result instanceof Statement statement ? mortal(Statement.class, statement, connection) : result;
        });
    }

    private <T> T mortal(Class<T> type, T statement, Connection connection) {
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                countDeed(connection);
            }
            checkAlive(method);
            return call(statement, method, arguments);
        });
    }

    private void countDeed(Connection connection) throws SQLException {
        if (++deeds == deedsLeft) {
            atTheEnd.run();
            connection.close();
        }
    }

    private void checkAlive(Method method) throws SQLException {
        if (deeds >= deedsLeft
                && !method.getName().equals("close")
                && !method.getName().equals("isClosed")) {
            throw new SQLException("The client is dead", "08006");
        }
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(MortalDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
