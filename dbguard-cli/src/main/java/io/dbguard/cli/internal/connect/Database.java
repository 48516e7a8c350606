package io.dbguard.cli.internal.connect;

import io.dbguard.provider.SqlFailures;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * A database that a command works with.
 *
 * @param dataSource gives connections
 * @param url what was typed
 */
public record Database(DataSource dataSource, JdbcUrl url) {

    /**
     * Finds a driver for a database. Connects to nothing yet.
     *
     * @param url where it is
     * @param access what is going to be done to it
     * @param jars where the driver is, empty for one that dbguard brings along
     * @param credentials user and password
     * @throws io.dbguard.api.RequestException if no driver fits
     */
    public static Database of(JdbcUrl url, Access access, List<Path> jars, Credentials credentials) {
        Driver driver;
        if (jars.isEmpty()) {
            driver = Drivers.builtIn(url);
            H2File.of(url).ifPresent(H2File::checkReadableByAnyVersion);
        } else {
            driver = Drivers.from(jars, url);
        }
        var settings = ConnectionSettings.of(url, access);
        return new Database(new DriverDataSource(driver, url, settings, credentials), url);
    }

    /**
     * Returns another database on the same PostgreSQL server, for the same user with the same password. Connects to nothing yet.
     *
     * @param name its name, of letters, digits and underscores
     */
    public Database beside(String name) {
        JdbcUrl other = url.withDatabase(name);
        return new Database(((DriverDataSource) dataSource).to(other), other);
    }

    /**
     * Connects and asks the database for its name.
     *
     * @throws io.dbguard.api.DatabaseException if it cannot be reached
     */
    public String name() {
        try (Connection connection = dataSource.getConnection()) {
            return String.valueOf(connection.getCatalog());
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot connect to the database", "nothing was changed", e);
        }
    }

    /**
     * Connects and asks the database what it is, such as {@code PostgreSQL 16.15}.
     *
     * @throws io.dbguard.api.DatabaseException if it cannot be reached
     */
    public String product() {
        try (Connection connection = dataSource.getConnection()) {
            var metaData = connection.getMetaData();
            return metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion();
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot connect to the database", "nothing was changed", e);
        }
    }
}
