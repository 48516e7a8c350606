package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.AlterTable;
import io.dbguard.internal.sql.Dialect;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads ALTER TABLE: each of its actions, from a closed table. */
final class AlterTableReader {
    private final Dialect dialect;

    AlterTableReader(Dialect dialect) {
        this.dialect = dialect;
    }

    Command read(Cursor cursor) {
        Token start = cursor.here();
        cursor.ifExists();
        cursor.accept("ONLY");
        String table = cursor.name();
        cursor.accept('*');
        if (table.isEmpty() || cursor.done()) {
            return new Command.NotUnderstood("no table, or nothing to do with it");
        }
        List<TableAction> actions = new ArrayList<>();
        for (List<Token> part : Cursor.byComma(cursor.rest())) {
            if (part.isEmpty()) {
                actions.add(new TableAction.Unknown(start, ""));
            } else {
                add(part, actions);
            }
        }
        return new AlterTable(table, List.copyOf(actions));
    }

    private void add(List<Token> part, List<TableAction> actions) {
        var cursor = new Cursor(part);
        Token where = cursor.here();
        boolean more = !actions.isEmpty() && actions.get(actions.size() - 1) instanceof TableAction.DropColumn;
        if (dialect == Dialect.H2 && more && part.size() == 1 && where.isName()) {
            actions.add(new TableAction.DropColumn(where, where.name(), false));
        } else if (cursor.accept("ADD")) {
            addition(cursor, where, actions);
        } else {
            actions.add(action(cursor, where));
        }
    }

    private void addition(Cursor cursor, Token where, List<TableAction> actions) {
        Optional<Constraint> constraint = Constraint.read(cursor, Optional.empty());
        if (constraint.isPresent()) {
            actions.add(new TableAction.AddConstraint(where, constraint.get()));
            return;
        }
        cursor.accept("COLUMN");
        boolean ifNotExists = cursor.ifNotExists();
        if (dialect == Dialect.H2 && cursor.sees('(')) {
            for (List<Token> column : Cursor.byComma(cursor.group())) {
                actions.add(new TableAction.AddColumn(where, Column.read(column), ifNotExists));
            }
            return;
        }
        boolean named = cursor.peek().filter(Token::isName).isPresent();
        actions.add(
                named
                        ? new TableAction.AddColumn(where, Column.read(cursor.rest()), ifNotExists)
                        : new TableAction.Unknown(where, "ADD"));
    }

    private TableAction action(Cursor cursor, Token where) {
        if (cursor.accept("DROP")) {
            return drop(cursor, where);
        }
        if (cursor.accept("ALTER")) {
            return new ColumnActionReader(dialect).read(cursor, where);
        }
        if (cursor.accept("RENAME")) {
            return rename(cursor, where);
        }
        if (cursor.accept("VALIDATE", "CONSTRAINT")) {
            return closed(new TableAction.ValidateConstraint(where, cursor.name()), cursor);
        }
        if (cursor.accept("ATTACH", "PARTITION")) {
            return new TableAction.AttachPartition(where, cursor.name(), cursor.sees("DEFAULT"));
        }
        if (cursor.accept("DETACH", "PARTITION")) {
            String partition = cursor.name();
            boolean concurrently = cursor.accept("CONCURRENTLY") || cursor.accept("FINALIZE");
            return closed(new TableAction.DetachPartition(where, partition, concurrently), cursor);
        }
        return cursor.accept("SET") ? set(cursor, where) : setting(cursor, where);
    }

    private static TableAction drop(Cursor cursor, Token where) {
        if (cursor.accept("CONSTRAINT")) {
            cursor.ifExists();
            String name = cursor.name();
            return closed(new TableAction.DropConstraint(where, name, cascade(cursor)), cursor);
        }
        if (cursor.accept("PRIMARY", "KEY")) {
            return closed(new TableAction.DropConstraint(where, "primary key", false), cursor);
        }
        cursor.accept("COLUMN");
        cursor.ifExists();
        String column = cursor.sees('(') ? Cursor.text(cursor.group()) : cursor.name();
        return new TableAction.DropColumn(where, column, cascade(cursor));
    }

    private static boolean cascade(Cursor cursor) {
        boolean cascade = cursor.accept("CASCADE");
        cursor.accept("CONSTRAINTS");
        cursor.accept("RESTRICT");
        return cascade;
    }

    private static TableAction rename(Cursor cursor, Token where) {
        if (cursor.accept("TO")) {
            return closed(new TableAction.RenameTable(where, cursor.name()), cursor);
        }
        if (cursor.accept("CONSTRAINT")) {
            return new TableAction.Setting(where, "rename of a constraint", false);
        }
        cursor.accept("COLUMN");
        String from = cursor.name();
        return cursor.accept("TO")
                ? closed(new TableAction.RenameColumn(where, from, cursor.name()), cursor)
                : new TableAction.Unknown(where, "RENAME");
    }

    private static TableAction set(Cursor cursor, Token where) {
        if (cursor.accept("SCHEMA")) {
            return closed(new TableAction.SetSchema(where, cursor.name()), cursor);
        }
        if (cursor.sees("LOGGED") || cursor.sees("UNLOGGED")) {
            return closed(new TableAction.SetLogged(where, cursor.take().is("LOGGED")), cursor);
        }
        if (cursor.accept("TABLESPACE")) {
            cursor.name();
            return closed(new TableAction.Move(where, "SET TABLESPACE"), cursor);
        }
        if (cursor.accept("ACCESS", "METHOD")) {
            cursor.name();
            return closed(new TableAction.Move(where, "SET ACCESS METHOD"), cursor);
        }
        if (cursor.sees('(')) {
            String text = Cursor.text(cursor.group()).toLowerCase(java.util.Locale.ROOT);
            boolean off = text.matches("(?s).*autovacuum_enabled\\s*=\\s*'?(false|off|0|no)\\b.*");
            return closed(new TableAction.StorageParameters(where, off), cursor);
        }
        boolean harmless = cursor.accept("WITHOUT", "CLUSTER") || cursor.accept("WITHOUT", "OIDS");
        return harmless ? new TableAction.Setting(where, "SET WITHOUT", true) : unknown(where, cursor);
    }

    private static TableAction setting(Cursor cursor, Token where) {
        if (cursor.accept("RESET") && cursor.sees('(')) {
            cursor.group();
            return closed(new TableAction.StorageParameters(where, false), cursor);
        }
        if (cursor.sees("ENABLE") || cursor.sees("DISABLE")) {
            return toggle(cursor, where);
        }
        if (cursor.accept("FORCE", "ROW", "LEVEL", "SECURITY")) {
            return closed(new TableAction.RowSecurity(where, true), cursor);
        }
        if (cursor.accept("NO", "FORCE", "ROW", "LEVEL", "SECURITY")) {
            return closed(new TableAction.Setting(where, "NO FORCE", false), cursor);
        }
        if (cursor.accept("REPLICA", "IDENTITY")) {
            return new TableAction.ReplicaIdentity(where, cursor.take().normal());
        }
        if (cursor.accept("OWNER", "TO")) {
            cursor.name();
            return closed(new TableAction.Setting(where, "OWNER TO", false), cursor);
        }
        if (cursor.accept("CLUSTER", "ON")) {
            cursor.name();
            return closed(new TableAction.Setting(where, "CLUSTER ON", true), cursor);
        }
        boolean inherits = cursor.accept("INHERIT");
        if (inherits || cursor.accept("NO", "INHERIT")) {
            return closed(new TableAction.Inherit(where, cursor.name(), inherits), cursor);
        }
        if (cursor.accept("OF")) {
            cursor.name();
            return closed(new TableAction.Setting(where, "OF", false), cursor);
        }
        return unknown(where, cursor);
    }

    private static TableAction toggle(Cursor cursor, Token where) {
        boolean on = cursor.take().is("ENABLE");
        cursor.acceptAny("REPLICA", "ALWAYS");
        if (cursor.accept("TRIGGER")) {
            return closed(new TableAction.ToggleTrigger(where, on, cursor.name()), cursor);
        }
        if (cursor.accept("ROW", "LEVEL", "SECURITY")) {
            return closed(new TableAction.RowSecurity(where, on), cursor);
        }
        if (cursor.accept("RULE")) {
            cursor.name();
            return closed(new TableAction.ToggleTrigger(where, on, "rule"), cursor);
        }
        return unknown(where, cursor);
    }

    /** An action with something behind it that is not known is not understood. */
    private static TableAction closed(TableAction action, Cursor cursor) {
        return cursor.done() ? action : unknown(action.where(), cursor);
    }

    private static TableAction unknown(Token where, Cursor cursor) {
        return new TableAction.Unknown(where, Cursor.text(cursor.rest()));
    }
}
