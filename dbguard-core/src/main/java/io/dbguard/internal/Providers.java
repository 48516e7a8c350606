package io.dbguard.internal;

import io.dbguard.api.RequestException;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.DatabaseProvider;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import javax.sql.DataSource;

/** Finds the database module that speaks to a database. */
public final class Providers {
    private Providers() {}

    /**
     * Finds a module by the name that manifests carry.
     *
     * @param name such as {@code postgresql}
     * @throws RequestException if it is not on the class path
     */
    public static DatabaseProvider named(String name) {
        for (DatabaseProvider provider : ServiceLoader.load(DatabaseProvider.class)) {
            if (provider.name().equals(name)) {
                return provider;
            }
        }
        throw new RequestException(
                "No module of dbguard speaks to " + name, "nothing was changed", "add it to the class path");
    }

    /**
     * Asks every module on the class path.
     *
     * @param dataSource gives a connection
     * @throws RequestException if none fits, or several do
     */
    public static DatabaseProvider detect(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            DatabaseMetaData metaData = connection.getMetaData();
            List<DatabaseProvider> fitting = new ArrayList<>();
            for (DatabaseProvider provider : ServiceLoader.load(DatabaseProvider.class)) {
                if (provider.supports(metaData)) {
                    fitting.add(provider);
                }
            }
            if (fitting.size() == 1) {
                return fitting.get(0);
            }
            String product = metaData.getDatabaseProductName();
            throw new RequestException(
                    fitting.isEmpty()
                            ? "No module of dbguard speaks to " + product
                            : "Several modules of dbguard speak to " + product,
                    "nothing was changed",
                    fitting.isEmpty()
                            ? "add dbguard-postgres or dbguard-h2 to the class path"
                            : "name the provider explicitly");
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot connect to the database", "nothing was changed", e);
        }
    }
}
