package io.dbguard.test.internal.run;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was in a database before and is not any more. What came in besides is no loss. Not thread-safe. */
public final class Losses {
    private static final int SHOWN = 3;

    private final Tolerance tolerance;
    private final List<String> losses = new ArrayList<>();

    private Losses(Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * Compares.
     *
     * @param before what was there
     * @param after what is there
     * @param tolerance what may be lost
     */
    public static List<String> between(DatabaseState before, DatabaseState after, Tolerance tolerance) {
        var losses = new Losses(tolerance);
        before.tables().values().stream()
                .filter(table -> !table.rows().isEmpty())
                .sorted(java.util.Comparator.comparing(TableState::name))
                .forEach(table -> losses.compare(table, after));
        losses.losses.addAll(new Setbacks(before, after, tolerance).find());
        return losses.losses;
    }

    private void lost(String name, String what) {
        if (!tolerance.allows(name)) {
            losses.add(what);
        }
    }

    private void compare(TableState before, DatabaseState after) {
        TableState now = after.tables().get(tolerance.tableNow(before.name(), after));
        if (now == null) {
            lost(
                    before.name(),
                    "the table " + before.name() + " is gone, with "
                            + rows(before.rows().size()));
            return;
        }
        Map<String, String> columns = new HashMap<>();
        for (String column : before.columns()) {
            String name = before.name() + "." + column;
            String here = tolerance.columnNow(before.name(), column, now);
            if (now.columns().contains(here)) {
                columns.put(column, here);
            } else {
                gone(before, column, name);
            }
        }
        rows(before, now, columns);
    }

    private void gone(TableState before, String column, String name) {
        long values =
                before.rows().stream().filter(row -> row.get(column) != null).count();
        if (values > 0) {
            lost(name, "the column " + name + " is gone, with " + values + (values == 1 ? " value" : " values"));
        }
    }

    private static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }

    private void rows(TableState before, TableState now, Map<String, String> columns) {
        boolean keyed = !before.key().isEmpty() && columns.keySet().containsAll(before.key());
        if (keyed) {
            byKey(before, now, columns);
        } else {
            byContent(before, now, columns);
        }
    }

    private void byKey(TableState before, TableState now, Map<String, String> columns) {
        List<String> keyNow = before.key().stream().map(columns::get).toList();
        Map<List<Object>, Map<String, @Nullable String>> rowsNow = new HashMap<>();
        now.rows().forEach(row -> rowsNow.put(values(row, keyNow), row));
        List<String> missing = new ArrayList<>();
        Map<String, List<String>> changed = new java.util.TreeMap<>();
        for (Map<String, @Nullable String> row : before.rows()) {
            String which = TableState.describe(row, before.key());
            Map<String, @Nullable String> found = rowsNow.get(values(row, before.key()));
            if (found == null) {
                missing.add(which);
            } else {
                columns.forEach((column, here) -> {
                    boolean held = row.get(column) != null;
                    if (held && !normal(row.get(column)).equals(normal(found.get(here)))) {
                        changed.computeIfAbsent(column, c -> new ArrayList<>())
                                .add("where " + which + " from " + row.get(column) + " to " + found.get(here));
                    }
                });
            }
        }
        if (!missing.isEmpty()) {
            lost(before.name(), rows(missing.size()) + " of " + before.name() + " gone: " + some(missing));
        }
        changed.forEach((column, values) -> {
            String name = before.name() + "." + column;
            lost(name, name + " changed in " + rows(values.size()) + ": " + some(values));
        });
    }

    /** Without a key, a row is there if one with the same values is. */
    private void byContent(TableState before, TableState now, Map<String, String> columns) {
        List<String> compared = columns.keySet().stream()
                .filter(column -> !tolerance.allows(before.name() + "." + column))
                .sorted()
                .toList();
        List<String> here = compared.stream().map(columns::get).toList();
        Map<List<Object>, Integer> rowsNow = new HashMap<>();
        now.rows().forEach(row -> rowsNow.merge(values(row, here), 1, Integer::sum));
        List<String> missing = new ArrayList<>();
        for (Map<String, @Nullable String> row : before.rows()) {
            Integer left = rowsNow.merge(values(row, compared), -1, Integer::sum);
            if (left < 0) {
                missing.add("(" + TableState.describe(row, compared) + ")");
            }
        }
        if (!missing.isEmpty()) {
            lost(before.name(), rows(missing.size()) + " of " + before.name() + " gone or changed: " + some(missing));
        }
    }

    private static String some(List<String> texts) {
        String shown = String.join("; ", texts.subList(0, Math.min(SHOWN, texts.size())));
        return texts.size() > SHOWN ? shown + "; …" : shown;
    }

    private static List<Object> values(Map<String, @Nullable String> row, List<String> columns) {
        List<Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(normal(row.get(column))));
        return values;
    }

    /** The same number may be written with more or fewer zeros after a change of its type. */
    private static Object normal(@Nullable String value) {
        if (value == null) {
            return List.of();
        }
        boolean number = !value.isEmpty() && value.length() < 100 && value.matches("-?(0|[1-9]\\d*)(\\.\\d+)?");
        return number ? new BigDecimal(value).stripTrailingZeros() : Objects.requireNonNull(value);
    }
}
