package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows that an INSERT or a COPY brings along.
 *
 * @param columns the columns that it names, empty if it names none and so means all of them
 * @param source what follows: the rows or a query; empty where they stand elsewhere
 * @param keepsNumbers whether it may say the value of a column that counts by itself
 */
public record GivenRows(List<String> columns, List<Token> source, boolean keepsNumbers) {

    /** Copies the columns; the tokens are those of the statement. */
    public GivenRows {
        columns = List.copyOf(columns);
    }

    /** Reads what follows the name of the table. */
    static GivenRows read(Cursor cursor) {
        if (cursor.accept("AS")) {
            cursor.name();
        }
        List<Token> list = cursor.group();
        if (isQuery(list)) {
            return new GivenRows(List.of(), list, true);
        }
        boolean keeps = !cursor.accept("OVERRIDING", "USER", "VALUE");
        cursor.accept("OVERRIDING", "SYSTEM", "VALUE");
        return new GivenRows(names(list), cursor.rest(), keeps);
    }

    private static boolean isQuery(List<Token> list) {
        return !list.isEmpty()
                && (list.get(0).is("SELECT")
                        || list.get(0).is("WITH")
                        || list.get(0).is("VALUES"));
    }

    static List<String> names(List<Token> list) {
        return Cursor.byComma(list).stream()
                .filter(part -> !part.isEmpty())
                .map(part -> part.get(0).isName() ? part.get(0).name() : "")
                .toList();
    }

    /**
     * Returns what is put into a column, once for each row as far as rows are written out, once for a query.
     *
     * @param column its name
     * @param place its place in the table, from 0, or -1 if nobody knows
     */
    public Stream<Expression> valuesOf(String column, int place) {
        int at = columns.isEmpty() ? place : columns.indexOf(column);
        if (at < 0) {
            return Stream.empty();
        }
        var cursor = new Cursor(source);
        if (cursor.accept("VALUES")) {
            return Cursor.byComma(cursor.rest()).stream().flatMap(row -> at(new Cursor(row).group(), at).stream());
        }
        while (cursor.accept('(')) {
            // A query in parentheses is the same query.
        }
        if (!cursor.accept("SELECT")) {
            return Stream.empty();
        }
        cursor.acceptAny("ALL", "DISTINCT");
        List<Token> list = cursor.until("FROM", "WHERE", "UNION", "ORDER", "LIMIT", "GROUP");
        boolean spelled = list.stream().noneMatch(token -> token.isSymbol('*'));
        return spelled ? at(list, at).stream() : Stream.empty();
    }

    private static Optional<Expression> at(List<Token> list, int place) {
        List<List<Token>> parts = Cursor.byComma(list);
        return place < parts.size() ? Optional.of(new Expression(parts.get(place))) : Optional.empty();
    }
}
