package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.Filter;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the statements that change rows. */
final class RowReader {
    private RowReader() {}

    static Command delete(Cursor cursor) {
        cursor.accept("FROM");
        cursor.accept("ONLY");
        String table = cursor.name();
        return table.isEmpty()
                ? new Command.NotUnderstood("a DELETE without a table")
                : new Command.Delete(table, filter(cursor, table, alias(cursor)));
    }

    static Command update(Cursor cursor) {
        cursor.accept("ONLY");
        String table = cursor.name();
        if (table.isEmpty() || table.equals("set")) {
            return new Command.NotUnderstood("an UPDATE without a table");
        }
        String alias = alias(cursor);
        cursor.until("SET");
        cursor.accept("SET");
        List<String> columns = assigned(cursor.until("FROM", "WHERE", "RETURNING", "LIMIT", "FETCH"));
        return new Command.Update(table, columns, filter(cursor, table, alias));
    }

    private static String alias(Cursor cursor) {
        cursor.accept('*');
        boolean named = cursor.accept("AS")
                || !(cursor.done()
                        || cursor.sees("SET")
                        || cursor.sees("WHERE")
                        || cursor.sees("USING")
                        || cursor.sees("RETURNING")
                        || cursor.sees("LIMIT")
                        || cursor.sees("FETCH"));
        return named ? cursor.name() : "";
    }

    private static List<String> assigned(List<Token> assignments) {
        List<String> columns = new ArrayList<>();
        for (List<Token> part : Cursor.byComma(assignments)) {
            if (part.isEmpty()) {
                continue;
            }
            var cursor = new Cursor(part);
            if (cursor.sees('(')) {
                Cursor.byComma(cursor.group()).stream()
                        .filter(column -> !column.isEmpty())
                        .forEach(column -> columns.add(column.get(0).text()));
            } else {
                String name = cursor.name();
                columns.add(name.substring(name.lastIndexOf('.') + 1));
            }
        }
        return List.copyOf(columns);
    }

    static Command insert(Cursor cursor) {
        cursor.accept("INTO");
        String table = cursor.name();
        boolean overwrites = cursor.later("DO", "UPDATE") || cursor.later("DUPLICATE", "KEY");
        boolean values = cursor.later("VALUES") || cursor.later("DEFAULT", "VALUES");
        return table.isEmpty()
                ? new Command.NotUnderstood("an INSERT without a table")
                : new Command.Insert(table, overwrites, !values, GivenRows.read(cursor));
    }

    static Command merge(Cursor cursor) {
        cursor.accept("INTO");
        cursor.accept("ONLY");
        return new Command.Merge(cursor.name(), cursor.later("THEN", "DELETE"));
    }

    private static Filter filter(Cursor cursor, String table, String alias) {
        List<Token> joined = cursor.until("WHERE", "LIMIT", "FETCH", "RETURNING");
        var others = new Expression(joined.isEmpty() ? joined : joined.subList(1, joined.size()));
        boolean limited = cursor.sees("LIMIT") || cursor.sees("FETCH");
        if (!cursor.accept("WHERE")) {
            return new Filter(!limited, limited, List.of(), Optional.empty());
        }
        List<Token> condition = cursor.until("RETURNING");
        boolean always = AlwaysTrue.is(condition);
        List<String> empty = emptyColumns(condition);
        var read = new Expression(condition);
        boolean plain = !condition.isEmpty()
                && joined.isEmpty() == others.tokens().isEmpty()
                && others.unknownCall().isEmpty()
                && read.unknownCall().isEmpty();
        return new Filter(
                always,
                !always && batched(condition),
                empty.isEmpty() ? emptyInBatch(condition, table) : empty,
                plain ? Optional.of(new Command.Rows(alias, others, read)) : Optional.empty());
    }

    /** {@code id IN (SELECT id FROM the_same_table WHERE a IS NULL LIMIT 1000)}, the usual way to fill in batches. */
    private static List<String> emptyInBatch(List<Token> condition, String table) {
        if (condition.isEmpty()) {
            return List.of();
        }
        var cursor = new Cursor(condition);
        Token key = cursor.take();
        boolean unique = key.isName() && (key.name().equals("id") || key.name().equals("ctid"));
        if (!unique || !cursor.accept("IN") || !cursor.sees('(')) {
            return List.of();
        }
        var query = new Cursor(cursor.group());
        boolean same = query.accept("SELECT")
                && query.name().equals(key.name())
                && query.accept("FROM")
                && query.name().equals(table)
                && query.accept("WHERE");
        return same && cursor.done() ? emptyColumns(query.until("ORDER", "LIMIT", "FETCH", "FOR")) : List.of();
    }

    private static boolean batched(List<Token> condition) {
        for (Token token : condition) {
            if (token.is("LIMIT") || token.is("FETCH") || token.is("BETWEEN") || token.is("CURRENT")) {
                return true;
            }
        }
        return false;
    }

    /** Columns of the table itself for which {@code IS NULL} is demanded, by itself or together with other things. */
    private static List<String> emptyColumns(List<Token> condition) {
        List<String> columns = new ArrayList<>();
        var cursor = new Cursor(condition);
        boolean begins = true;
        while (!cursor.done()) {
            if (cursor.sees("OR")) {
                return List.of();
            }
            if (cursor.sees('(')) {
                cursor.group();
                begins = false;
                continue;
            }
            Token token = cursor.take();
            if (begins && token.isName() && cursor.accept("IS", "NULL") && (cursor.done() || cursor.sees("AND"))) {
                columns.add(token.name());
            }
            begins = token.is("AND");
        }
        return List.copyOf(columns);
    }
}
