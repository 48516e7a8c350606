package io.dbguard.chaos.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Tables with an id and a text, in memory; rows are lines of the COPY format. */
public final class MemoryDatabase {
    private Map<String, List<String>> tables = new TreeMap<>();

    /**
     * Creates a database that looks the same each time. From one generation to the next some rows of one table change
     * and one is added; all else stays.
     */
    public static MemoryDatabase generation(int generation) {
        var database = new MemoryDatabase();
        database.tables.put("codes", rows(12, new Random(1)));
        database.tables.put("empty", List.of());
        database.tables.put("people", rows(20, new Random(2)));
        List<String> orders = new ArrayList<>(rows(15, new Random(3)));
        for (int i = 0; i < generation; i++) {
            orders.set(i % 15, i + "\tchanged by " + i + "\n");
            orders.add(100 + i + "\tadded by " + i + "\n");
        }
        database.tables.put("orders", orders);
        return database;
    }

    private static List<String> rows(int count, Random random) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(i + "\t" + Long.toHexString(random.nextLong()) + "\n");
        }
        return rows;
    }

    /** Returns all rows by table. */
    public synchronized Map<String, List<String>> tables() {
        return new TreeMap<>(tables);
    }

    synchronized void become(Map<String, List<String>> changed) {
        tables = new TreeMap<>(changed);
    }
}
