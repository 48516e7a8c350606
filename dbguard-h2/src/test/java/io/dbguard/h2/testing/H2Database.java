package io.dbguard.h2.testing;

import io.dbguard.contract.TestDatabase;
import io.dbguard.contract.UrlDataSource;
import java.util.UUID;
import javax.sql.DataSource;

/** A database of H2 and its users: an administrator, and one whom the application would be. */
public final class H2Database implements TestDatabase {
    private static final String ADMIN = "SA";

    private final String url;
    private final String user;

    private final String password;

    private H2Database(String url, String user) {
        this(url, user, "");
    }

    private H2Database(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Creates a database in memory that is opened as an administrator. */
    public static H2Database inMemory() {
        return inMemory("");
    }

    /** Creates a database in memory with some settings, such as {@code ;MODE=Oracle}. */
    public static H2Database inMemory(String settings) {
        var database = new H2Database("jdbc:h2:mem:" + UUID.randomUUID() + settings, ADMIN);
        database.run("SET DB_CLOSE_DELAY -1");
        return database;
    }

    /** Creates a database that is opened as an ordinary user who may change all schemas. */
    public static H2Database ofOrdinaryUser() {
        H2Database database = inMemory();
        database.run("CREATE USER APP PASSWORD ''", "GRANT ALTER ANY SCHEMA TO APP");
        return database.as("APP");
    }

    /** Creates a database in memory of a server that is reached over the network. */
    public static H2Database onServer() {
        var database = new H2Database("jdbc:h2:tcp://localhost:" + Servers.port() + "/mem:" + UUID.randomUUID(), ADMIN);
        database.run("SET DB_CLOSE_DELAY -1");
        return database;
    }

    /** Returns the database behind a URL. */
    public static H2Database at(String url) {
        return new H2Database(url, ADMIN);
    }

    /** Returns the database behind a URL, which wants a password. */
    public static H2Database at(String url, String password) {
        return new H2Database(url, ADMIN, password);
    }

    /** Returns the same database, opened as its administrator. */
    public H2Database admin() {
        return as(ADMIN);
    }

    /** Returns the same database, opened as another user. */
    public H2Database as(String other) {
        return new H2Database(url, other, password);
    }

    /** Returns the URL. */
    public String url() {
        return url;
    }

    @Override
    public DataSource dataSource() {
        return new UrlDataSource(url, user, password);
    }

    @Override
    public void close() {
        admin().run("SHUTDOWN IMMEDIATELY");
    }
}
