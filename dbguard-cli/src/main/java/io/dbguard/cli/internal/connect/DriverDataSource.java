package io.dbguard.cli.internal.connect;

import java.io.PrintWriter;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens a connection with a driver each time. */
final class DriverDataSource implements DataSource {
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

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is fixed");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("There is no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("The login timeout is fixed");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("There is no log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Not a wrapper for " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
