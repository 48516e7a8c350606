package io.dbguard.internal.merge;

import io.dbguard.api.schema.Column;
import io.dbguard.spi.database.Staging;
import io.dbguard.spi.database.UniqueKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements about rows that lie in a temporary table, beside those of the database. In each, {@code s} is a row of the backup
 * and {@code t} one of the database.
 */
final class StagedSql {
    /** 0: the database has this row. 1: it lacks it. 2: it has another row under this key. */
    static final String STATE = "dbguard$state";

    /** 1: the row was asked for. */
    static final String PICKED = "dbguard$picked";

    /** 1: the row comes back. */
    static final String TAKEN = "dbguard$taken";

    /** The number, from 1, of what keeps the row away: a foreign key, or after all of those a unique key. */
    static final String ORPHAN = "dbguard$orphan";

    private static final String NEW_ROW = "dbguard$row";
    private static final String NEW_VALUE = "dbguard$value";

    static final List<String> WORK = List.of(STATE, PICKED, TAKEN, ORPHAN);

    private final Staging staging;

    StagedSql(Staging staging) {
        this.staging = staging;
    }

    String allMissing(Staged staged) {
        return "UPDATE " + staged.sql() + " SET " + is(STATE, 1);
    }

    String missing(Staged staged) {
        return """
                UPDATE %s AS s SET %s
                 WHERE NOT EXISTS (SELECT 1 FROM %s AS t WHERE %s)
                """.formatted(staged.sql(), is(STATE, 1), staging.rowsOf(staged.name()), sameKey(staged));
    }

    String changed(Staged staged) {
        return """
                UPDATE %s AS s SET %s
                 WHERE s.%s
                   AND EXISTS (SELECT 1 FROM %s AS t WHERE %s AND (%s))
                """.formatted(
                        staged.sql(),
                        is(STATE, 2),
                        is(STATE, 0),
                        staging.rowsOf(staged.name()),
                        sameKey(staged),
                        anyDiffers(staged));
    }

    /** Of what was asked for, the user's own condition decides. */
    String pick(Staged staged) {
        String condition = staged.condition().isEmpty() ? "" : " WHERE (" + staged.condition() + ")";
        return "UPDATE " + staged.sql() + " SET " + is(PICKED, 1) + condition;
    }

    String pickChildren(ForeignKey key, Staged child, Staged parent) {
        return """
                UPDATE %s AS s SET %s
                 WHERE s.%s
                   AND EXISTS (SELECT 1 FROM %s AS p WHERE p.%s AND %s)
                """.formatted(
                        child.sql(), is(PICKED, 1), is(PICKED, 0), parent.sql(), is(PICKED, 1), refers(key, child));
    }

    String take(Staged staged, boolean alsoChanged) {
        return "UPDATE " + staged.sql() + " SET " + is(TAKEN, 1) + " WHERE " + is(PICKED, 1) + " AND "
                + (alsoChanged ? column(STATE) + " > 0" : is(STATE, 1));
    }

    String bringParents(ForeignKey key, Staged child, Staged parent) {
        return """
                UPDATE %s AS p SET %s
                 WHERE p.%s AND p.%s
                   AND EXISTS (SELECT 1 FROM %s AS s WHERE s.%s AND %s)
                """.formatted(
                parent.sql(), is(TAKEN, 1), is(TAKEN, 0), is(STATE, 1), child.sql(), is(TAKEN, 1), refers(key, child));
    }

    /** A row whose parent is neither there nor coming stays away. */
    String orphans(ForeignKey key, int number, Staged child, String rowsOfParent, List<Staged> parents) {
        List<String> conditions = new ArrayList<>();
        conditions.add("s." + is(TAKEN, 1));
        key.columns().forEach(column -> conditions.add("s." + column(column) + " IS NOT NULL"));
        if (!rowsOfParent.isEmpty()) {
            conditions.add("NOT EXISTS (SELECT 1 FROM " + rowsOfParent + " AS p WHERE " + refers(key, child) + ")");
        }
        for (Staged parent : parents) {
            conditions.add("NOT EXISTS (SELECT 1 FROM " + parent.sql() + " AS p WHERE p." + is(TAKEN, 1) + " AND "
                    + refers(key, child) + ")");
        }
        return "UPDATE " + child.sql() + " AS s SET " + is(TAKEN, 0) + ", " + is(ORPHAN, number) + " WHERE "
                + String.join(" AND ", conditions);
    }

    /**
     * A row stays away that cannot be beside another one, unless that one goes back to something else. What an insertion needs is
     * free by then; that other updates free it in time nobody knows, unless it is only looked at in the end.
     */
    String rivals(UniqueKey key, int number, Staged staged, boolean freedBefore) {
        String id = staging.rowId();
        String condition = key.condition().isEmpty() ? "" : " AND (" + key.condition() + ")";
        List<String> parts = new ArrayList<>(List.of(id + " AS " + column(NEW_ROW), column(STATE)));
        List<String> same = new ArrayList<>();
        parts.addAll(staged.mapping().table().key().stream().map(this::column).toList());
        for (int i = 0; i < key.parts().size(); i++) {
            UniqueKey.Part part = key.parts().get(i);
            String value = column(NEW_VALUE + i);
            parts.add("(" + part.expression() + ") AS " + value);
            same.add("(" + part.expression() + ") " + part.operator() + " n." + value);
        }
        if (staged.mapping().keyed()) {
            same.add("NOT (" + sameKey(staged, "t", "n") + ")");
        }
        if (staged.mapping().keyed() && (freedBefore || !key.atOnce())) {
            String which = key.atOnce() ? "n." + is(STATE, 1) + " AND " : "";
            same.add("NOT (" + which + "EXISTS (SELECT 1 FROM " + staged.sql() + " AS o WHERE o." + is(TAKEN, 1)
                    + " AND o." + is(STATE, 2) + " AND " + sameKey(staged, "t", "o") + "))");
        }
        return """
                UPDATE %s SET %s, %s
                 WHERE %s IN (SELECT n.%s
                                FROM (SELECT %s FROM %s WHERE %s%s) AS n
                               WHERE EXISTS (SELECT 1 FROM %s AS t WHERE %s%s))
                """.formatted(
                        staged.sql(),
                        is(TAKEN, 0),
                        is(ORPHAN, number),
                        id,
                        column(NEW_ROW),
                        String.join(", ", parts),
                        staged.sql(),
                        is(TAKEN, 1),
                        condition,
                        staging.rowsOf(staged.name()),
                        String.join(" AND ", same),
                        condition);
    }

    /** The number of rows by state, whether they come back, and what keeps them away. */
    String counts(Staged staged) {
        String columns = list(List.of(STATE, TAKEN, ORPHAN), "");
        return "SELECT " + columns + ", count(*) FROM " + staged.sql() + " GROUP BY " + columns;
    }

    String columnCounts(Staged staged) {
        String counts = staged.mapping().valueColumns().stream()
                .map(column -> "count(CASE WHEN " + staging.differ("s." + column(column), "t." + column(column))
                        + " THEN 1 END)")
                .collect(Collectors.joining(", "));
        return "SELECT " + counts + " FROM " + staged.sql() + " AS s JOIN " + staging.rowsOf(staged.name())
                + " AS t ON " + sameKey(staged) + " WHERE s." + is(TAKEN, 1) + " AND s." + is(STATE, 2);
    }

    String insert(Staged staged) {
        String columns = list(staged.mapping().columns(), "");
        return "INSERT INTO " + staging.allRowsOf(staged.name()) + " (" + columns + ") OVERRIDING SYSTEM VALUE SELECT "
                + columns + " FROM " + staged.sql() + " WHERE " + is(TAKEN, 1) + " AND " + is(STATE, 1);
    }

    /** Changes nothing but the columns that differ somewhere; some, such as identities, may not be written at all. */
    String update(Staged staged, List<String> columns) {
        return """
                UPDATE %s AS t SET (%s) = (SELECT %s FROM %s AS s WHERE %s)
                 WHERE EXISTS (SELECT 1 FROM %s AS s WHERE s.%s AND s.%s AND %s)
                """.formatted(
                        staging.rowsOf(staged.name()),
                        list(columns, ""),
                        list(columns, "s."),
                        staged.sql(),
                        sameKey(staged),
                        staged.sql(),
                        is(TAKEN, 1),
                        is(STATE, 2),
                        sameKey(staged));
    }

    /** Counts rows that should have come back and are not there in this form. */
    String notBack(Staged staged) {
        return """
                SELECT count(*) FROM %s AS s
                 WHERE s.%s AND NOT EXISTS (SELECT 1 FROM %s AS t WHERE %s AND NOT (%s))
                """.formatted(
                        staged.sql(), is(TAKEN, 1), staging.rowsOf(staged.name()), sameKey(staged), anyDiffers(staged));
    }

    String rows(Staged staged) {
        return "SELECT count(*) FROM " + staging.rowsOf(staged.name()) + " AS t";
    }

    String samples(Staged staged, String condition, int most) {
        String names = list(staged.mapping().table().key(), "s.");
        return "SELECT " + names + " FROM " + staged.sql() + " AS s WHERE " + condition + " ORDER BY " + names
                + " LIMIT " + most;
    }

    /** For each row the key, and for each column whether it differs, what is there, and what the backup has. */
    String changedSamples(Staged staged, List<String> columns, int most) {
        String names = list(staged.mapping().table().key(), "s.");
        String values = columns.stream()
                .map(this::column)
                .map(c -> "CASE WHEN " + staging.differ("s." + c, "t." + c) + " THEN 1 ELSE 0 END, t." + c + ", s." + c)
                .collect(Collectors.joining(", "));
        return "SELECT " + names + ", " + values + " FROM " + staged.sql() + " AS s JOIN "
                + staging.rowsOf(staged.name()) + " AS t ON " + sameKey(staged) + " WHERE " + taken(2) + " ORDER BY "
                + names + " LIMIT " + most;
    }

    String taken(int state) {
        return "s." + is(TAKEN, 1) + " AND s." + is(STATE, state);
    }

    String orphaned(int number) {
        return "s." + is(ORPHAN, number);
    }

    private String sameKey(Staged staged) {
        return sameKey(staged, "t", "s");
    }

    private String sameKey(Staged staged, String one, String other) {
        return staged.mapping().table().key().stream()
                .map(column ->
                        staging.same(type(staged, column), one + "." + column(column), other + "." + column(column)))
                .collect(Collectors.joining(" AND "));
    }

    private String anyDiffers(Staged staged) {
        List<String> columns = staged.mapping().valueColumns();
        return columns.isEmpty()
                ? "1 = 0"
                : columns.stream()
                        .map(column -> staging.differ("t." + column(column), "s." + column(column)))
                        .collect(Collectors.joining(" OR "));
    }

    private String refers(ForeignKey key, Staged child) {
        return IntStream.range(0, key.columns().size())
                .mapToObj(i -> staging.same(
                        key.types().isEmpty()
                                ? type(child, key.columns().get(i))
                                : key.types().get(i),
                        "s." + column(key.columns().get(i)),
                        "p." + column(key.targets().get(i))))
                .collect(Collectors.joining(" AND "));
    }

    private static String type(Staged staged, String column) {
        return staged.mapping().table().columns().stream()
                .filter(known -> known.name().equals(column))
                .map(Column::type)
                .findFirst()
                .orElseThrow();
    }

    private String is(String column, int value) {
        return column(column) + " = " + value;
    }

    private String column(String column) {
        return staging.column(column);
    }

    private String list(List<String> columns, String row) {
        return columns.stream().map(column -> row + column(column)).collect(Collectors.joining(", "));
    }
}
