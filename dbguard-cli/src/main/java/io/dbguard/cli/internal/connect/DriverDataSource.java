package io.dbguard.cli.internal.connect;

import io.dbguard.provider.PlainDataSource;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;

/** Opens a connection with a driver each time. */
final class DriverDataSource extends PlainDataSource {
    private final Driver driver;
    private final JdbcUrl url;
    private final Properties settings;
    private final Credentials credentials;

    DriverDataSource(Driver driver, JdbcUrl url, Properties settings, Credentials credentials) {
        this.driver = driver;
        this.url = url;
        this.settings = settings;
        this.credentials = credentials;
    }

    /** Returns the way to another database, with the same settings and the same password, which is asked for once. */
    DriverDataSource to(JdbcUrl other) {
        return new DriverDataSource(driver, other, settings, credentials);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return connect();
        } catch (SQLException e) {
            if (credentials.ask(e, url)) {
                return connect();
            }
            if (Credentials.isRefusal(e) && credentials.none()) {
                throw new SQLException(
                        e.getMessage() + " No password was given: set DBGUARD_PASSWORD, or use --password-file",
                        "28000");
            }
            if (e.getCause() instanceof UnknownHostException) {
                throw new SQLException("The host in " + url + " is not known", e.getSQLState(), e);
            }
            throw e;
        }
    }

    private Connection connect() throws SQLException {
        var properties = new Properties();
        properties.putAll(settings);
        credentials.addTo(properties);
        Connection connection = driver.connect(url.text(), properties);
        if (connection == null) {
            throw new SQLException("The driver does not understand the URL " + url, "08001");
        }
        return connection;
    }
}
