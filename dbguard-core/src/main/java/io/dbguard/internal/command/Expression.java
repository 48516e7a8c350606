package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An expression.
 *
 * @param tokens what it is made of
 */
public record Expression(List<Token> tokens) {
    /** Words that may stand before a parenthesis and call nothing. */
    private static final Set<String> NO_CALLS = Set.of(
            "IN",
            "AND",
            "OR",
            "NOT",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "AS",
            "ON",
            "USING",
            "VALUES",
            "ANY",
            "ALL",
            "SOME",
            "EXISTS",
            "FROM",
            "WHERE",
            "SELECT",
            "BY",
            "OVER",
            "FILTER",
            "WITHIN",
            "GROUP",
            "INTO",
            "JOIN",
            "LATERAL",
            "ARRAY",
            "ROW",
            "DISTINCT",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "LIMIT",
            "OFFSET",
            "BETWEEN",
            "IS",
            "LIKE",
            "INTERVAL",
            "SET",
            "RETURNING",
            "WITH",
            "MATERIALIZED",
            "VARCHAR",
            "CHAR",
            "CHARACTER",
            "VARYING",
            "NUMERIC",
            "DECIMAL",
            "TIMESTAMP",
            "TIMESTAMPTZ",
            "TIME",
            "BIT",
            "PRECISION",
            "FLOAT",
            "RETURN",
            "IF",
            "ELSIF",
            "WHILE",
            "HAVING",
            "DO",
            "CONFLICT",
            "PARTITION",
            "ONLY",
            "TABLE",
            "END",
            "GROUPING",
            "SETS",
            "CUBE",
            "ROLLUP",
            "DEFAULT",
            "FORMAT",
            "EXECUTE",
            "RAISE",
            "PERFORM",
            "QUERY",
            "LOOP",
            "SIMILAR",
            "ILIKE",
            "OVERLAPS",
            "STRICT",
            "KEY");

    /** Copies the list. */
    public Expression {
        tokens = List.copyOf(tokens);
    }

    /** Returns the first function it calls that may do anything, as far as is known. */
    public Optional<String> unknownCall() {
        return calls().filter(name -> !Functions.harmless(name)).findFirst();
    }

    /** Returns the first function it calls that gives another value for each row. */
    public Optional<String> volatileCall() {
        return calls().filter(name -> !Functions.stable(name)).findFirst();
    }

    private java.util.stream.Stream<String> calls() {
        return java.util.stream.IntStream.range(0, tokens.size())
                .filter(this::isCall)
                .mapToObj(i -> tokens.get(i).name().toLowerCase(Locale.ROOT));
    }

    /** The columns after the name of a table in INSERT, or after the name of a CTE, look like a call. */
    private boolean isCall(int i) {
        boolean parenthesis = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('(');
        if (!parenthesis
                || !tokens.get(i).isName()
                || NO_CALLS.contains(tokens.get(i).normal())) {
            return false;
        }
        int first = i;
        while (first >= 2 && tokens.get(first - 1).isSymbol('.')) {
            first -= 2;
        }
        boolean list = first > 0
                && (tokens.get(first - 1).is("INTO")
                        || tokens.get(first - 1).is("WITH")
                        || tokens.get(first - 1).is("RECURSIVE")
                        || tokens.get(first - 1).is("AS")
                        || tokens.get(first - 1).is("REFERENCES")
                        || tokens.get(first - 1).isSymbol(':'));
        return !list && !isAlias(i);
    }

    /** {@code (VALUES …) AS v (a, b)} and {@code ) v (a, b)}, and {@code , x (a) AS (SELECT …)}. */
    private boolean isAlias(int i) {
        if (i > 0 && tokens.get(i - 1).isSymbol(')')) {
            return true;
        }
        var after = new Cursor(tokens.subList(i + 1, tokens.size()));
        after.group();
        return after.sees("AS", "MATERIALIZED") || after.sees("AS", "NOT") || (after.accept("AS") && after.sees('('));
    }

    /** Returns the sequence whose next number it is, empty if it is something else. */
    public Optional<String> nextOf() {
        var cursor = new Cursor(tokens);
        while (cursor.accept('(')) {
            // Parentheses around it.
        }
        if (cursor.accept("NEXT", "VALUE", "FOR")) {
            return Optional.of(cursor.name());
        }
        cursor.accept("PG_CATALOG");
        cursor.accept('.');
        boolean called = cursor.accept("NEXTVAL") && cursor.accept('(');
        cursor.accept("CAST");
        cursor.accept('(');
        return called && !cursor.done() ? Optional.of(cursor.take().text().replaceAll("[\"']", "")) : Optional.empty();
    }

    /** Returns the whole number that it is, empty if it is something else. */
    public Optional<Long> wholeNumber() {
        String text = toString().replace("'", "").replaceFirst("^\\+", "");
        return text.matches("-?\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** Returns whether a column is left to fill itself: with its default, or with nothing. */
    public boolean fillsNothing() {
        boolean word = tokens.size() == 1 && tokens.get(0).is("DEFAULT");
        return word || isNull() || nextOf().isPresent();
    }

    /** Returns whether it is nothing but NULL. */
    public boolean isNull() {
        return !tokens.isEmpty()
                && tokens.get(0).is("NULL")
                && (tokens.size() == 1 || tokens.get(1).isSymbol(':'));
    }

    @Override
    public String toString() {
        return Cursor.text(tokens);
    }
}
