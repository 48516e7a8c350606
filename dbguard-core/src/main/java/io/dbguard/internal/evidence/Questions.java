package io.dbguard.internal.evidence;

import io.dbguard.internal.evidence.LiveNames.LiveTable;
import io.dbguard.internal.evidence.Question.Kind;
import io.dbguard.internal.rule.Found;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to ask the data about a finding: one query for each kind of question. */
final class Questions {
    private final LiveNames names;
    private final TypeQuestions types;

    Questions(LiveNames names) {
        this.names = names;
        this.types = new TypeQuestions(names);
    }

    Optional<Question> about(Found found) throws SQLException {
        Optional<LiveTable> table = names.table(found.subject().get("table"));
        return table.isEmpty() ? Optional.empty() : about(found, table.get());
    }

    /** Returns the question, asked of one table. */
    Optional<Question> about(Found found, LiveTable table) throws SQLException {
        return switch (found.rule().id()) {
            case "drop-table", "truncate", "delete-without-where", "update-without-where" ->
                Optional.of(all(table, Kind.LOSS));
            case "delete-rows", "update-rows" -> meant(found, table);
            case "drop-column" -> filled(found, table);
            case "change-type-changes-values", "change-type-using", "change-type", "change-type-may-fail" ->
                types.about(found, table);
            case "set-not-null" -> empty(found, table);
            case "add-unique", "add-primary-key" -> doubles(found, table);
            case "add-foreign-key" -> orphans(found, table);
            case "add-check" -> violators(found, table);
            default -> SIZES.contains(found.rule().id()) ? Optional.of(all(table, Kind.SIZE)) : Optional.empty();
        };
    }

    /** Rules about work that grows with the table. */
    private static final List<String> SIZES = List.of(
            "create-index",
            "change-type-rewrites",
            "add-column-volatile-default",
            "add-stored-column",
            "add-counted-column",
            "add-domain-column",
            "add-exclusion",
            "primary-key-over-nullable",
            "attach-partition",
            "unbatched-backfill",
            "set-logged",
            "move-table",
            "vacuum-full",
            "cluster");

    /** Returns the question how many rows a table has. */
    Question all(LiveTable table, Kind kind) throws SQLException {
        return Question.about(table.sql(), "", names.primaryKey(table), "the table holds no row", "in the table", kind);
    }

    private Optional<Question> meant(Found found, LiveTable table) throws SQLException {
        String condition = found.subject().get("condition");
        if (condition.isEmpty()) {
            return Optional.empty();
        }
        String alias = found.subject().get("alias");
        String from = table.sql() + (alias.isEmpty() ? "" : " AS " + LiveNames.quote(alias));
        return Optional.of(Question.about(
                from,
                meant(found.subject().get("others"), condition),
                names.primaryKey(table),
                "no row is meant",
                "are meant",
                Kind.LOSS));
    }

    /** A row with several partners in other tables is still one row. */
    private static String meant(String others, String condition) {
        String holds = "(" + condition + "\n)";
        return others.isEmpty() ? holds : "EXISTS (SELECT 1 FROM " + others + "\n WHERE " + holds + ")";
    }

    private Optional<Question> filled(Found found, LiveTable table) throws SQLException {
        Optional<List<String>> columns = names.columns(table, found.subject().get("column"));
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(Question.about(
                        table.sql(),
                        columns.get().stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" OR ")),
                        names.primaryKey(table),
                        "no row holds a value",
                        "with a value",
                        Kind.LOSS));
    }

    private Optional<Question> empty(Found found, LiveTable table) throws SQLException {
        Optional<List<String>> columns = names.columns(table, found.subject().get("column"));
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(Question.about(
                        table.sql(),
                        columns.get().get(0) + " IS NULL",
                        names.primaryKey(table),
                        "every row holds a value",
                        "without a value, so the statement fails",
                        Kind.OFFENDERS));
    }

    /** A primary key also fails where there is no value, and PostgreSQL counts two empty values as different. */
    private Optional<Question> doubles(Found found, LiveTable table) throws SQLException {
        return names.columns(table, found.subject().get("column"))
                .map(columns -> Question.of(
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
        if (other.isEmpty()
                || columns.isEmpty()
                || key.size() != 1
                || columns.get().size() != 1) {
            return Optional.empty();
        }
        String column = "a." + columns.get().get(0);
        String condition = column + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                + other.get().sql() + " b WHERE b." + key.get(0) + " = " + column + ")";
        return Optional.of(Question.about(
                table.sql() + " a",
                condition,
                names.primaryKey(table),
                "every row has its partner",
                "without a partner, so the statement fails",
                Kind.OFFENDERS));
    }

    /** A condition that is neither true nor false holds. */
    private Optional<Question> violators(Found found, LiveTable table) throws SQLException {
        String condition = found.subject().get("condition");
        return condition.isEmpty()
                ? Optional.empty()
                : Optional.of(Question.about(
                        table.sql(),
                        "NOT (" + condition + "\n)",
                        names.primaryKey(table),
                        "every row fulfils it",
                        "that break it, so the statement fails",
                        Kind.OFFENDERS));
    }
}
