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
            "SELECT \"type\", \"version\", \"script\", \"checksum\" FROM \"flyway_schema_history\" WHERE \"success\" = TRUE"
                    + " ORDER BY \"installed_rank\"";

    private final List<Entry> entries;

    private FlywayHistory(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(
            String type,
            @Nullable String version,
            String script,
            @Nullable Integer checksum) {

        boolean isOf(MigrationScript migration) {
            return script.equals(migration.name()) || script.endsWith("/" + migration.name());
        }

        /** What was undone, or struck out by a repair, has not run. */
        boolean takesBack(MigrationScript migration, MigrationName name) {
            boolean back = type.equals("DELETE") || type.startsWith("UNDO");
            return back && (isOf(migration) || isSameVersion(name));
        }

        private boolean isSameVersion(MigrationName name) {
            return version != null && name.version() != null && name.compareTo(MigrationName.version(version)) == 0;
        }

        boolean isBaselineOver(MigrationName name) {
            return type.equals("BASELINE")
                    && version != null
                    && name.version() != null
                    && name.compareTo(MigrationName.version(version)) <= 0;
        }
    }

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
        boolean done = false;
        for (Entry entry : entries) {
            if (entry.takesBack(script, name)) {
                done = false;
            } else if (entry.isOf(script)) {
                done = !name.repeatable() || Objects.equals(entry.checksum, FlywayChecksum.of(script.sql()));
            } else if (entry.isBaselineOver(name)) {
                done = true;
            }
        }
        return !done;
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
