package io.dbguard.internal.migration;

import io.dbguard.api.migration.MigrationScript;
import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What Flyway has run, from the table in which it notes that. Only read; a database without that table has run nothing.
 */
public final class FlywayHistory {
    private static final String TABLE = "flyway_schema_history";
    private static final String ENTRIES =
            "SELECT \"type\", \"version\", \"script\", \"checksum\" FROM \"flyway_schema_history\" WHERE \"success\" = TRUE";

    private final List<Entry> entries;

    private FlywayHistory(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(
            String type,
            @Nullable String version,
            String script,
            @Nullable Integer checksum) {}

    /**
     * Reads it.
     *
     * @param dataSource lends a connection
     */
    public static FlywayHistory read(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            List<Entry> entries = new ArrayList<>();
            if (exists(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(ENTRIES)) {
                    while (row.next()) {
                        entries.add(new Entry(
                                row.getString(1), row.getString(2), row.getString(3), (Integer) row.getObject(4)));
                    }
                }
            }
            return new FlywayHistory(entries);
        } catch (SQLException e) {
            throw SqlFailures.describe("Cannot read which migrations have run", "no migration was run", e);
        }
    }

    /**
     * Returns whether a script has not run yet, or is one that runs again after each change and has changed.
     *
     * @param script the script
     */
    public boolean isPending(MigrationScript script) {
        var name = MigrationName.of(script.name());
        for (Entry entry : entries) {
            boolean same = entry.script.equals(script.name()) || entry.script.endsWith("/" + script.name());
            if (same && (!name.repeatable() || Objects.equals(entry.checksum, FlywayChecksum.of(script.sql())))) {
                return false;
            }
            String baseline = entry.type.equals("BASELINE") ? entry.version : null;
            if (baseline != null && name.version() != null && name.compareTo(MigrationName.version(baseline)) <= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (ResultSet tables = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), TABLE, new String[] {"TABLE", "BASE TABLE"})) {
            return tables.next();
        }
    }
}
