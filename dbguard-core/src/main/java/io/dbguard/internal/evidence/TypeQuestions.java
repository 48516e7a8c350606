package io.dbguard.internal.evidence;

import io.dbguard.internal.evidence.LiveNames.LiveTable;
import io.dbguard.internal.evidence.Question.Kind;
import io.dbguard.internal.rule.Found;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which values a change of a column's type would cut, round or refuse. */
final class TypeQuestions {
    private static final Pattern LENGTH = Pattern.compile("(?:character varying|character)\\((\\d+)\\)");
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+)(?:, *(\\d+))?\\)");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_ ]*(\\(\\d+(, *\\d+)?\\))?(\\[])?");

    private final LiveNames names;

    TypeQuestions(LiveNames names) {
        this.names = names;
    }

    Optional<Question> about(Found found, LiveTable table) throws SQLException {
        Optional<List<String>> columns = names.columns(table, found.subject().get("column"));
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        String column = columns.get().get(0);
        List<String> key = names.primaryKey(table);
        String type = found.subject().get("type");
        Optional<String> old = names.typeOf(table, column);
        if (old.isEmpty() || !NAME.matcher(type).matches()) {
            return Optional.of(Question.about(
                    table.sql(), column + " IS NOT NULL", key, "no row holds a value", "with a value", Kind.LOSS));
        }
        return found.rule().id().equals("change-type-may-fail")
                ? refused(table, column, type, old.get(), key)
                : changed(found, table, column, type, old.get(), key);
    }

    /** What does not come back as it was when it is turned into the new type and back. */
    private static Optional<Question> changed(
            Found found, LiveTable table, String column, String type, String old, List<String> key) {
        boolean computed = found.rule().id().equals("change-type-using");
        String condition = found.subject().get("condition");
        if (computed && condition.isEmpty()) {
            return Optional.empty();
        }
        String converted = computed ? "(" + condition + "\n)" : column;
        String back = "((" + converted + ")::" + type + ")::" + old;
        return Optional.of(Question.about(
                table.sql(),
                column + " IS NOT NULL AND (" + back + ")::text IS DISTINCT FROM " + column + "::text",
                key,
                "every value stays what it is",
                "whose value does not survive",
                Kind.LOSS));
    }

    private static Optional<Question> refused(
            LiveTable table, String column, String type, String old, List<String> key) {
        boolean textual = old.startsWith("text") || old.startsWith("character");
        boolean sameKind = base(old).equals(base(type));
        if (textual && !LENGTH.matcher(type).matches()) {
            return Optional.empty(); // Without USING, PostgreSQL refuses that whatever the values are.
        }
        return misfit(column, type, sameKind)
                .map(condition -> Question.about(
                        table.sql(),
                        column + " IS NOT NULL AND " + condition,
                        key,
                        "every value fits",
                        "whose value does not fit, so the statement fails",
                        Kind.OFFENDERS));
    }

    private static String base(String type) {
        return type.replaceAll("\\(.*", "");
    }

    private static Optional<String> misfit(String column, String type, boolean sameKind) {
        Matcher length = LENGTH.matcher(type);
        if (length.matches()) {
            // Blanks at the end may go.
            return Optional.of("rtrim(substr(" + column + "::text, " + length.group(1) + " + 1)) <> ''");
        }
        Matcher numeric = NUMERIC.matcher(type);
        if (numeric.matches()) {
            String scale = numeric.group(2) == null ? "0" : numeric.group(2);
            return Optional.of("abs(round(" + column + "::numeric, " + scale + ")) >= 10::numeric ^ ("
                    + numeric.group(1) + " - " + scale + ")");
        }
        return switch (type) {
            case "smallint" -> outside(column, "-32768", "32767");
            case "integer" -> outside(column, "-2147483648", "2147483647");
            case "bigint" -> outside(column, "-9223372036854775808", "9223372036854775807");
            // From PostgreSQL 16 on; on older servers the question fails, and nothing is known.
            default ->
                sameKind
                        ? Optional.of("NOT pg_input_is_valid(" + column + "::text, '" + type + "')")
                        : Optional.empty();
        };
    }

    private static Optional<String> outside(String column, String least, String most) {
        return Optional.of("round(" + column + "::numeric) NOT BETWEEN " + least + " AND " + most);
    }
}
