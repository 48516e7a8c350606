package io.dbguard.test.internal.run;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all tables of a database hold. Made for the few rows of a test: it reads them all.
 *
 * @param tables the tables by their names in lower case
 * @param counters what hands out numbers, by its own name and by that of the column that it fills, in lower case
 */
public record DatabaseState(Map<String, TableState> tables, Map<String, Counter> counters) {
    private static final Set<String> OWN = Set.of("information_schema", "pg_catalog");
    private static final String[] KINDS = {"TABLE", "BASE TABLE"};

    /** Copies the maps. */
    public DatabaseState {
        tables = Map.copyOf(tables);
        counters = Map.copyOf(counters);
    }

    /**
     * Reads a database.
     *
     * @param connection where to
     */
    public static DatabaseState of(Connection connection) throws SQLException {
        Map<String, TableState> tables = new LinkedHashMap<>();
        DatabaseMetaData catalogue = connection.getMetaData();
        try (ResultSet found = catalogue.getTables(connection.getCatalog(), null, "%", KINDS)) {
            while (found.next()) {
                String schema = found.getString("TABLE_SCHEM");
                if (!OWN.contains(schema.toLowerCase(Locale.ROOT))) {
                    TableState table = read(connection, schema, found.getString("TABLE_NAME"));
                    tables.put(table.name().toLowerCase(Locale.ROOT), table);
                }
            }
        }
        return new DatabaseState(tables, Counters.of(connection));
    }

    /** Returns how many rows there are. */
    public long rows() {
        return tables.values().stream().mapToLong(table -> table.rows().size()).sum();
    }

    private static TableState read(Connection connection, String schema, String name) throws SQLException {
        List<String> columns = new ArrayList<>();
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT * FROM " + quote(schema) + "." + quote(name))) {
            for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                columns.add(found.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT));
            }
            while (found.next()) {
                Map<String, @Nullable String> row = new LinkedHashMap<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.put(columns.get(i - 1), found.getString(i));
                }
                rows.add(row);
            }
        }
        boolean usual = schema.equals(connection.getSchema());
        String shown = (usual ? name : schema + "." + name).toLowerCase(Locale.ROOT);
        return new TableState(shown, columns, key(connection, schema, name), rows);
    }

    private static List<String> key(Connection connection, String schema, String name) throws SQLException {
        var key = new TreeMap<Short, String>();
        DatabaseMetaData catalogue = connection.getMetaData();
        try (ResultSet found = catalogue.getPrimaryKeys(connection.getCatalog(), schema, name)) {
            while (found.next()) {
                key.put(
                        found.getShort("KEY_SEQ"),
                        found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(key.values());
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
