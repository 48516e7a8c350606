package io.dbguard.internal.evidence;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what a script's names mean in a database, and writes them so that they mean nothing else. */
final class LiveNames {
    private static final String TYPE = """
            SELECT format_type(atttypid, atttypmod) FROM pg_attribute
             WHERE attrelid = ?::regclass AND '"' || replace(attname, '"', '""') || '"' = ?
            """;

    private final Connection connection;
    private final boolean postgres;
    private static final Set<String> TABLES = Set.of("TABLE", "BASE TABLE", "PARTITIONED TABLE");

    private final List<Relation> relations = new ArrayList<>();
    private final Map<String, Optional<LiveTable>> tables = new HashMap<>();
    private final Map<LiveTable, List<String>> columns = new HashMap<>();
    private final DatabaseMetaData catalogue;

    LiveNames(Connection connection) throws SQLException {
        this.connection = connection;
        this.catalogue = connection.getMetaData();
        this.postgres = catalogue.getDatabaseProductName().equals("PostgreSQL");
    }

    /** A table of the database. */
    record LiveTable(String schema, String name) {
        /** Returns the name as SQL. */
        String sql() {
            return quote(schema) + "." + quote(name);
        }
    }

    private record Relation(LiveTable table, String kind) {}

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Returns a name of a script, with its schema if it has one, as SQL. */
    static String quoted(String name) {
        return Arrays.stream(name.split("\\.", -1)).map(LiveNames::quote).collect(Collectors.joining("."));
    }

    /** Returns whether it is PostgreSQL. */
    boolean postgres() {
        return postgres;
    }

    /** Returns the type of a column as SQL, if that can be found out. */
    Optional<String> typeOf(LiveTable table, String column) throws SQLException {
        if (!postgres) {
            return Optional.empty();
        }
        try (PreparedStatement query = connection.prepareStatement(TYPE)) {
            query.setString(1, table.sql());
            query.setString(2, column);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    /** Returns the table that a script means, empty if it cannot be told. */
    Optional<LiveTable> table(String name) throws SQLException {
        Optional<LiveTable> known = tables.get(name);
        if (known != null) {
            return known;
        }
        Optional<LiveTable> found = name.isEmpty() ? Optional.empty() : search(name);
        tables.put(name, found);
        return found;
    }

    /** Without a schema it is what the connection finds; failing that, the only one in the whole database. */
    private Optional<LiveTable> search(String name) throws SQLException {
        int dot = name.lastIndexOf('.');
        List<LiveTable> namesakes = namesakes(name);
        String schema = dot < 0 ? connection.getSchema() : name.substring(0, dot);
        List<LiveTable> fitting = namesakes.stream()
                .filter(table -> table.schema().equalsIgnoreCase(schema))
                .toList();
        return fitting.isEmpty() && dot < 0 && namesakes.size() == 1
                ? Optional.of(namesakes.get(0))
                : one(fitting, name.substring(dot + 1));
    }

    private static Optional<LiveTable> one(List<LiveTable> fitting, String name) {
        return fitting.size() == 1
                ? Optional.of(fitting.get(0))
                : fitting.stream().filter(table -> table.name().equals(name)).findFirst();
    }

    /** Returns the tables of that name in all schemas, whatever its case and its schema. */
    List<LiveTable> namesakes(String name) throws SQLException {
        String plain = name.substring(name.lastIndexOf('.') + 1);
        return relations().stream()
                .filter(relation -> TABLES.contains(relation.kind()))
                .map(Relation::table)
                .filter(table -> table.name().equalsIgnoreCase(plain))
                .toList();
    }

    /** Returns whether there is nothing of that name in any schema, be it a table or not. */
    boolean isNowhere(String name) throws SQLException {
        String plain = name.substring(name.lastIndexOf('.') + 1);
        return relations().stream()
                .noneMatch(relation -> relation.table().name().equalsIgnoreCase(plain));
    }

    private List<Relation> relations() throws SQLException {
        if (relations.isEmpty()) {
            try (ResultSet rows = catalogue.getTables(connection.getCatalog(), null, "%", null)) {
                while (rows.next()) {
                    relations.add(new Relation(
                            new LiveTable(rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME")),
                            Objects.requireNonNullElse(rows.getString("TABLE_TYPE"), "")));
                }
            }
        }
        return relations;
    }

    /** Returns whether a table of that name, in whatever schema, has a column of that name. */
    boolean hasColumn(String table, String column) throws SQLException {
        for (LiveTable namesake : namesakes(table)) {
            if (columnsOf(namesake).stream().anyMatch(column::equalsIgnoreCase)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the columns as SQL, empty if one of them is not there. */
    Optional<List<String>> columns(LiveTable table, String names) throws SQLException {
        List<String> present = columnsOf(table);
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

    private List<String> columnsOf(LiveTable table) throws SQLException {
        List<String> known = columns.get(table);
        if (known != null) {
            return known;
        }
        List<String> present = new ArrayList<>();
        try (ResultSet rows =
                catalogue.getColumns(connection.getCatalog(), pattern(table.schema()), pattern(table.name()), "%")) {
            while (rows.next()) {
                present.add(rows.getString("COLUMN_NAME"));
            }
        }
        columns.put(table, present);
        return present;
    }

    private String pattern(String name) throws SQLException {
        String escape = catalogue.getSearchStringEscape();
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    /** Returns the columns of the primary key as SQL. */
    List<String> primaryKey(LiveTable table) throws SQLException {
        var key = new TreeMap<Short, String>();
        try (ResultSet keys = catalogue.getPrimaryKeys(connection.getCatalog(), table.schema(), table.name())) {
            while (keys.next()) {
                key.put(keys.getShort("KEY_SEQ"), quote(keys.getString("COLUMN_NAME")));
            }
        }
        return List.copyOf(key.values());
    }
}
