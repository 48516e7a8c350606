package io.dbguard.internal.command;

import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Token;
import java.util.Optional;

/** Reads {@code ALTER COLUMN …} and {@code ALTER CONSTRAINT …} within ALTER TABLE. */
final class ColumnActionReader {
    private final Dialect dialect;

    ColumnActionReader(Dialect dialect) {
        this.dialect = dialect;
    }

    TableAction read(Cursor cursor, Token where) {
        if (cursor.accept("CONSTRAINT")) {
            return constraint(cursor, where);
        }
        cursor.accept("COLUMN");
        cursor.ifExists();
        String column = cursor.name();
        if (column.isEmpty()) {
            return unknown(cursor, where);
        }
        if (cursor.accept("TYPE") || cursor.accept("SET", "DATA", "TYPE")) {
            return type(cursor, where, column);
        }
        if (cursor.accept("SET")) {
            return set(cursor, where, column);
        }
        if (cursor.accept("DROP")) {
            return drop(cursor, where, column);
        }
        return other(cursor, where, column);
    }

    private static TableAction constraint(Cursor cursor, Token where) {
        String name = cursor.name();
        boolean off = cursor.later("NOT", "ENFORCED");
        boolean said = off || cursor.later("ENFORCED");
        return new TableAction.AlterConstraint(where, name, said ? Optional.of(!off) : Optional.empty());
    }

    private static TableAction type(Cursor cursor, Token where, String column) {
        SqlType type = SqlType.of(cursor.until("COLLATE", "USING", "DEFAULT", "NOT", "NULL", "CASCADE"));
        boolean collates = cursor.accept("COLLATE");
        if (collates) {
            cursor.name();
        }
        Optional<Expression> using =
                cursor.accept("USING") ? Optional.of(new Expression(cursor.rest())) : Optional.empty();
        return new TableAction.ChangeType(where, column, type, using, collates);
    }

    private static TableAction set(Cursor cursor, Token where, String column) {
        if (cursor.accept("NOT", "NULL")) {
            return closed(new TableAction.SetNotNull(where, column), cursor);
        }
        if (cursor.accept("NULL")) {
            return closed(new TableAction.DropNotNull(where, column), cursor);
        }
        if (cursor.accept("DEFAULT")) {
            return new TableAction.SetDefault(where, column, new Expression(cursor.rest()));
        }
        if (cursor.accept("EXPRESSION")) {
            return new TableAction.SetExpression(where, column);
        }
        if (cursor.accept("STORAGE") || cursor.accept("COMPRESSION")) {
            return new TableAction.Setting(where, "storage of a column", false);
        }
        if (cursor.accept("STATISTICS") || cursor.sees('(')) {
            return new TableAction.Setting(where, "statistics of a column", true);
        }
        boolean identity = cursor.accept("GENERATED") || cursor.accept("INCREMENT") || cursor.accept("CACHE");
        boolean visible = cursor.accept("VISIBLE") || cursor.accept("INVISIBLE") || cursor.accept("ON");
        return identity || visible
                ? new TableAction.Setting(where, "identity of a column", false)
                : unknown(cursor, where);
    }

    private static TableAction drop(Cursor cursor, Token where, String column) {
        if (cursor.accept("NOT", "NULL")) {
            return closed(new TableAction.DropNotNull(where, column), cursor);
        }
        for (String what : new String[] {"DEFAULT", "EXPRESSION", "IDENTITY"}) {
            if (cursor.accept(what)) {
                return new TableAction.DropGeneration(where, column, what);
            }
        }
        return unknown(cursor, where);
    }

    private TableAction other(Cursor cursor, Token where, String column) {
        if (cursor.accept("ADD", "GENERATED")) {
            cursor.until("IDENTITY");
            cursor.accept("IDENTITY");
            return new TableAction.AddIdentity(where, column, Counting.first(cursor.group()));
        }
        if (cursor.accept("RESET")) {
            return new TableAction.Setting(where, "options of a column", true);
        }
        if (cursor.accept("RENAME", "TO")) {
            return new TableAction.RenameColumn(where, column, cursor.name());
        }
        if (cursor.accept("RESTART")) {
            return new TableAction.Setting(where, "restart of an identity", false);
        }
        // H2 takes the type without a word before it.
        boolean h2Type =
                dialect == Dialect.H2 && cursor.peek().filter(Token::isName).isPresent();
        return h2Type ? type(cursor, where, column) : unknown(cursor, where);
    }

    private static TableAction closed(TableAction action, Cursor cursor) {
        return cursor.done() ? action : unknown(cursor, action.where());
    }

    private static TableAction unknown(Cursor cursor, Token where) {
        return new TableAction.Unknown(where, Cursor.text(cursor.rest()));
    }
}
