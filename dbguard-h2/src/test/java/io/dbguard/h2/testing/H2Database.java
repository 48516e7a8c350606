package io.dbguard.h2.testing;

import io.dbguard.contract.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** A database of H2 and its users: an administrator, and one whom the application would be. */
public final class H2Database implements TestDatabase {
    private static final String ADMIN = "SA";

    private final String url;
    private final String user;

    private H2Database(String url, String user) {
        this.url = url;
        this.user = user;
    }

    /** Creates a database in memory that is opened as an administrator. */
    public static H2Database inMemory() {
        return new H2Database(newUrl(""), ADMIN);
    }

    /** Creates a database in memory with some settings, such as {@code ;MODE=Oracle}. */
    public static H2Database inMemory(String settings) {
        return new H2Database(newUrl(settings), ADMIN);
    }

    /** Creates a database that is opened as an ordinary user who may change all schemas. */
    public static H2Database ofOrdinaryUser() {
        var database = new H2Database(newUrl(""), "APP");
        database.admin().run("CREATE USER APP PASSWORD ''", "GRANT ALTER ANY SCHEMA TO APP");
        return database;
    }

    /** Returns the database behind a URL. */
    public static H2Database at(String url) {
        return new H2Database(url, ADMIN);
    }

    private static String newUrl(String settings) {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + settings;
    }

    /** Returns the same database, opened as its administrator. */
    public H2Database admin() {
        return as(ADMIN);
    }

    /** Returns the same database, opened as another user. */
    public H2Database as(String other) {
        return new H2Database(url, other);
    }

    /** Returns the URL. */
    public String url() {
        return url;
    }

    @Override
    public DataSource dataSource() {
        return new UrlDataSource(url, user);
    }

    @Override
    public void close() {
        try (Connection connection = DriverManager.getConnection(url, ADMIN, "");
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN IMMEDIATELY");
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
