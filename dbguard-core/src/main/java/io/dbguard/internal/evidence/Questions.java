package io.dbguard.internal.evidence;

import io.dbguard.internal.evidence.LiveNames.LiveTable;
import io.dbguard.internal.rule.Found;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to ask the data about a finding: one query for each kind of question. */
final class Questions {
    private final LiveNames names;

    Questions(LiveNames names) {
        this.names = names;
    }

    /**
     * A question.
     *
     * @param rows a query for the rows that are at stake
     * @param none what it means if there are none
     * @param some what it means if there are some; the number stands before it
     * @param kind how the answer moves the risk
     */
    record Question(String rows, String none, String some, Kind kind) {}

    /** How an answer moves the risk. */
    enum Kind {
        /** Rows or values would be lost. */
        LOSS,
        /** Rows would make the statement fail. */
        OFFENDERS,
        /** The more rows, the longer it takes. */
        SIZE
    }

    Optional<Question> about(Found found) throws SQLException {
        Optional<LiveTable> table = names.table(found.subject().get("table"));
        if (table.isEmpty()) {
            return Optional.empty();
        }
        String from = "SELECT 1 FROM " + table.get().sql();
        return switch (found.rule().id()) {
            case "drop-table", "truncate", "delete-without-where", "update-without-where" ->
                Optional.of(new Question(from, "the table holds no row", "in the table", Kind.LOSS));
            case "drop-column", "change-type-changes-values", "change-type", "change-type-using" ->
                filled(found, table.get(), from);
            case "set-not-null" -> empty(found, table.get(), from);
            case "add-unique", "add-primary-key" -> doubles(found, table.get());
            case "add-foreign-key" -> orphans(found, table.get());
            case "create-index",
                    "change-type-rewrites",
                    "add-column-volatile-default",
                    "add-stored-column",
                    "add-counted-column",
                    "add-check",
                    "unbatched-backfill",
                    "set-logged",
                    "vacuum-full",
                    "cluster" -> Optional.of(new Question(from, "the table holds no row", "in the table", Kind.SIZE));
            default -> Optional.empty();
        };
    }

    private Optional<Question> filled(Found found, LiveTable table, String from) throws SQLException {
        return names.columns(table, found.subject().get("column"))
                .map(columns -> new Question(
                        from + " WHERE " + columns.get(0) + " IS NOT NULL",
                        "no row holds a value",
                        "with a value",
                        Kind.LOSS));
    }

    private Optional<Question> empty(Found found, LiveTable table, String from) throws SQLException {
        return names.columns(table, found.subject().get("column"))
                .map(columns -> new Question(
                        from + " WHERE " + columns.get(0) + " IS NULL",
                        "every row holds a value",
                        "without a value, so the statement fails",
                        Kind.OFFENDERS));
    }

    private Optional<Question> doubles(Found found, LiveTable table) throws SQLException {
        return names.columns(table, found.subject().get("column"))
                .map(columns -> new Question(
                        "SELECT 1 FROM " + table.sql() + " WHERE "
                                + columns.stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" AND "))
                                + " GROUP BY " + String.join(", ", columns) + " HAVING count(*) > 1",
                        "no value occurs twice",
                        "values more than once, so the statement fails",
                        Kind.OFFENDERS));
    }

    /** The other side is taken to be the primary key, which it nearly always is. */
    private Optional<Question> orphans(Found found, LiveTable table) throws SQLException {
        Optional<LiveTable> other = names.table(found.subject().get("other"));
        Optional<List<String>> columns = names.columns(table, found.subject().get("column"));
        List<String> key = other.isEmpty() ? List.of() : names.primaryKey(other.get());
        if (columns.isEmpty() || key.size() != 1 || columns.get().size() != 1) {
            return Optional.empty();
        }
        String column = "a." + columns.get().get(0);
        return other.map(target -> new Question(
                "SELECT 1 FROM " + table.sql() + " a WHERE " + column + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                        + target.sql() + " b WHERE b." + key.get(0) + " = " + column + ")",
                "every row has its partner",
                "without a partner, so the statement fails",
                Kind.OFFENDERS));
    }
}
