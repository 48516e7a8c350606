package io.dbguard.internal.evidence;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what a script's names mean in a database, and writes them so that they mean nothing else. */
final class LiveNames {
    private final Connection connection;
    private final DatabaseMetaData catalogue;

    LiveNames(Connection connection) throws SQLException {
        this.connection = connection;
        this.catalogue = connection.getMetaData();
    }

    /** A table of the database. */
    record LiveTable(String schema, String name) {
        /** Returns the name as SQL. */
        String sql() {
            return quote(schema) + "." + quote(name);
        }
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns the table that a script means, empty if it cannot be told. */
    Optional<LiveTable> table(String name) throws SQLException {
        int dot = name.lastIndexOf('.');
        String schema = dot < 0 ? connection.getSchema() : name.substring(0, dot);
        String plain = name.substring(dot + 1);
        List<LiveTable> fitting = new ArrayList<>();
        String[] kinds = {"TABLE", "BASE TABLE", "PARTITIONED TABLE"};
        try (ResultSet tables = catalogue.getTables(connection.getCatalog(), null, "%", kinds)) {
            while (tables.next()) {
                var table = new LiveTable(tables.getString("TABLE_SCHEM"), tables.getString("TABLE_NAME"));
                if (table.schema().equalsIgnoreCase(schema) && table.name().equalsIgnoreCase(plain)) {
                    fitting.add(table);
                }
            }
        }
        return one(fitting, plain);
    }

    private static Optional<LiveTable> one(List<LiveTable> fitting, String name) {
        return fitting.size() == 1
                ? Optional.of(fitting.get(0))
                : fitting.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Returns the columns as SQL, empty if one of them is not there. */
    Optional<List<String>> columns(LiveTable table, String names) throws SQLException {
        List<String> present = new ArrayList<>();
        try (ResultSet columns = catalogue.getColumns(connection.getCatalog(), null, "%", "%")) {
            while (columns.next()) {
                boolean here = table.schema().equals(columns.getString("TABLE_SCHEM"))
                        && table.name().equals(columns.getString("TABLE_NAME"));
                if (here) {
                    present.add(columns.getString("COLUMN_NAME"));
                }
            }
        }
        List<String> found = new ArrayList<>();
        for (String name : names.split(", ", -1)) {
            List<String> fitting = present.stream()
                    .filter(column -> column.equalsIgnoreCase(name))
                    .toList();
            if (fitting.size() != 1) {
                return Optional.empty();
            }
            found.add(quote(fitting.get(0)));
        }
        return Optional.of(found);
    }

    /** Returns the columns of the primary key as SQL. */
    List<String> primaryKey(LiveTable table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet keys = catalogue.getPrimaryKeys(connection.getCatalog(), table.schema(), table.name())) {
            while (keys.next()) {
                columns.add(quote(keys.getString("COLUMN_NAME")));
            }
        }
        return columns;
    }
}
