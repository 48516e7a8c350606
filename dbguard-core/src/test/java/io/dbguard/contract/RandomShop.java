package io.dbguard.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random tables with random rows that refer to each other, and random damage to them. */
final class RandomShop {
    private static final List<String> TYPES =
            List.of("int", "varchar(40)", "numeric(12,3)", "boolean", "timestamp", "double precision");

    private final Random random;
    private final TestDatabase database;
    private final Map<String, List<String>> columns = new LinkedHashMap<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    private int next = 1;

    RandomShop(TestDatabase database, Random random) {
        this.database = database;
        this.random = random;
    }

    /** Every table has a key, a column for its parent if it has one, and columns of random types; the last has no key. */
    RandomShop create() {
        int tables = 2 + random.nextInt(4);
        for (int i = 0; i < tables; i++) {
            String table = "t" + i;
            List<String> own = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(c -> "c" + c)
                    .toList();
            String parent = random.nextInt(3) == 0 ? "" : "t" + random.nextInt(i + 1);
            String sql = own.stream()
                    .map(column -> ", " + column + " " + TYPES.get(random.nextInt(TYPES.size())))
                    .collect(Collectors.joining());
            String reference = parent.isEmpty() ? "" : ", up int REFERENCES " + parent + " (id)";
            database.run("CREATE TABLE " + table + " (id int PRIMARY KEY" + reference + sql + ")");
            columns.put(table, new ArrayList<>(own));
            parents.put(table, parent);
            fill(table, random.nextInt(40));
        }
        database.run("CREATE TABLE loose (a int, b varchar(40))");
        for (int i = 0; i < 20; i++) {
            loose();
        }
        return this;
    }

    List<String> tables() {
        return List.copyOf(columns.keySet());
    }

    String parent(String table) {
        return parents.getOrDefault(table, "");
    }

    /** Returns the columns that a table still has, its key first. */
    List<String> columns(String table) {
        List<String> all = new ArrayList<>(List.of("id"));
        if (!parent(table).isEmpty()) {
            all.add("up");
        }
        all.addAll(columns.getOrDefault(table, List.of()));
        return all;
    }

    /** Returns the rows by their keys, their other values as text. */
    Map<Integer, List<String>> rows(String table) {
        List<String> names = columns(table);
        Map<Integer, List<String>> rows = new TreeMap<>();
        for (String row : database.query("SELECT " + String.join(", ", names) + " FROM " + table)) {
            List<String> values = List.of(row.split("\\|", -1));
            rows.put(Integer.valueOf(values.get(0)), values.subList(1, values.size()));
        }
        return rows;
    }

    /** Returns how often the table without a key has which row. */
    Map<String, Long> looseRows() {
        return database.query("SELECT a, b FROM loose").stream()
                .collect(Collectors.groupingBy(row -> row, TreeMap::new, Collectors.counting()));
    }

    void damage() {
        int blows = 1 + random.nextInt(6);
        for (int i = 0; i < blows; i++) {
            blow(tables().get(random.nextInt(tables().size())));
        }
    }

    private void blow(String table) {
        switch (random.nextInt(7)) {
            case 0 -> delete(table, "id % " + (2 + random.nextInt(4)) + " = 0");
            case 1 -> delete(table, "id > 0");
            case 2 -> fill(table, 1 + random.nextInt(5));
            case 3 -> dropColumn(table);
            case 4 -> dropTable();
            case 5 -> database.run("DELETE FROM loose WHERE a < " + random.nextInt(10));
            default -> update(table);
        }
        loose();
    }

    private void delete(String table, String condition) {
        for (Map.Entry<String, String> child : parents.entrySet()) {
            if (child.getValue().equals(table) && columns.containsKey(child.getKey())) {
                database.run("UPDATE " + child.getKey() + " SET up = NULL WHERE up IN (SELECT id FROM " + table
                        + " WHERE " + condition + ")");
            }
        }
        database.run("DELETE FROM " + table + " WHERE " + condition);
    }

    private void update(String table) {
        List<String> own = columns.getOrDefault(table, List.of());
        if (!own.isEmpty()) {
            database.run("UPDATE " + table + " SET " + own.get(random.nextInt(own.size())) + " = NULL WHERE id % "
                    + (1 + random.nextInt(3)) + " = 0");
        }
    }

    private void dropColumn(String table) {
        List<String> own = columns.getOrDefault(table, List.of());
        if (own.size() > 1) {
            database.run("ALTER TABLE " + table + " DROP COLUMN " + own.remove(own.size() - 1));
        }
    }

    /** The last one, if nobody else refers to it. */
    private void dropTable() {
        String last = tables().get(tables().size() - 1);
        boolean free = parents.entrySet().stream()
                .noneMatch(entry ->
                        entry.getValue().equals(last) && !entry.getKey().equals(last));
        if (free && tables().size() > 1) {
            database.run("DROP TABLE " + last);
            columns.remove(last);
        }
    }

    private void fill(String table, int rows) {
        for (int i = 0; i < rows; i++) {
            List<String> values = new ArrayList<>(List.of(String.valueOf(next++)));
            if (!parent(table).isEmpty()) {
                values.add(reference(parent(table)));
            }
            columns.getOrDefault(table, List.of()).forEach(column -> values.add(value(table, column)));
            database.run("INSERT INTO " + table + " (" + String.join(", ", columns(table)) + ") VALUES ("
                    + String.join(", ", values) + ")");
        }
    }

    private String reference(String parent) {
        List<String> keys = database.query("SELECT id FROM " + parent);
        return keys.isEmpty() || random.nextInt(4) == 0 ? "NULL" : keys.get(random.nextInt(keys.size()));
    }

    private String value(String table, String column) {
        String type =
                database.value("SELECT lower(data_type) FROM information_schema.columns WHERE lower(table_name) = '"
                        + table + "' AND lower(column_name) = '" + column + "'");
        if (random.nextInt(6) == 0) {
            return "NULL";
        }
        return switch (type.substring(0, 4)) {
            case "inte" -> String.valueOf(random.nextInt(1000));
            case "char" -> "'" + (random.nextBoolean() ? "Zoë\t" : "a\\b ") + random.nextInt(1000) + "'";
            case "nume" -> random.nextInt(10_000) + ".250";
            case "bool" -> String.valueOf(random.nextBoolean());
            case "time" -> "TIMESTAMP '2026-03-29 02:" + (10 + random.nextInt(50)) + ":00.5'";
            default -> random.nextInt(100) + ".125";
        };
    }

    private void loose() {
        database.run("INSERT INTO loose VALUES (" + random.nextInt(10) + ", '" + random.nextInt(3) + "')");
    }
}
