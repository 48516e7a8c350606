package io.dbguard.internal.command;

import io.dbguard.internal.command.Command.AlterType.Change;
import io.dbguard.internal.command.Command.Listed;
import io.dbguard.internal.command.Command.NotUnderstood;
import io.dbguard.internal.sql.Statement;
import java.util.Locale;

/** Reads ALTER of anything. */
final class AlterReader {
    private final CommandReader reader;

    AlterReader(CommandReader reader) {
        this.reader = reader;
    }

    Command read(Statement statement, Cursor cursor) {
        if (cursor.accept("TABLE", "ALL", "IN", "TABLESPACE")) {
            return new Listed("move-table", "");
        }
        if (cursor.accept("TABLE") || cursor.accept("FOREIGN", "TABLE")) {
            return new AlterTableReader(reader.dialect()).read(cursor);
        }
        if (cursor.accept("TYPE")) {
            return type(cursor);
        }
        if (cursor.accept("DOMAIN")) {
            String name = cursor.name();
            boolean constrains = cursor.sees("ADD") || cursor.sees("SET", "NOT", "NULL");
            return new Command.AlterDomain(name, constrains, constrains && !cursor.later("NOT", "VALID"));
        }
        if (cursor.accept("SEQUENCE")) {
            return sequence(cursor);
        }
        for (String kind : new String[] {"MATERIALIZED VIEW", "VIEW", "INDEX"}) {
            if (cursor.accept(kind.split(" ", -1))) {
                return other(kind, cursor);
            }
        }
        for (String kind : new String[] {"TRIGGER", "POLICY", "RULE"}) {
            if (cursor.accept(kind)) {
                return onTable(kind.toLowerCase(Locale.ROOT), cursor);
            }
        }
        return Heads.concern(statement)
                .map(concern -> named(statement, concern))
                .orElseGet(() -> new NotUnderstood("nobody knows what is altered"));
    }

    private static Command onTable(String kind, Cursor cursor) {
        String name = cursor.name();
        boolean on = cursor.accept("ON");
        String table = cursor.name();
        return on && !table.isEmpty()
                ? new Command.AlterOnTable(kind, name, table, cursor.sees("RENAME"))
                : new NotUnderstood("a " + kind + " of no table");
    }

    private static Command named(Statement statement, String concern) {
        boolean renames = statement.contains("RENAME", "TO") || statement.contains("SET", "SCHEMA");
        String kind = statement.tokens().size() > 1 ? statement.tokens().get(1).normal() : "";
        boolean counts = renames && !concern.isEmpty();
        return counts ? new Command.RenameObject(kind, nameAt(statement)) : new Listed(concern, nameAt(statement));
    }

    private static String nameAt(Statement statement) {
        var cursor = new Cursor(statement.tokens());
        cursor.take();
        cursor.take();
        cursor.ifExists();
        return cursor.done() ? "" : cursor.name();
    }

    private static Command other(String kind, Cursor cursor) {
        cursor.ifExists();
        String name = cursor.name();
        if (cursor.accept("RENAME", "TO") || cursor.accept("SET", "SCHEMA") || cursor.accept("RENAME")) {
            return new Command.RenameObject(kind, name);
        }
        boolean attaches = cursor.accept("ATTACH", "PARTITION") || cursor.accept("OWNER", "TO");
        boolean sets = cursor.sees("SET")
                || cursor.sees("RESET")
                || cursor.sees("DEPENDS")
                || cursor.sees("ALTER")
                || cursor.sees("CLUSTER")
                || cursor.sees("NO")
                || cursor.sees("RECOMPILE");
        if (cursor.accept("SET", "TABLESPACE")) {
            return new Listed("move-table", name);
        }
        return attaches || sets ? new Listed("", name) : new NotUnderstood("nobody knows what is altered");
    }

    private static Command type(Cursor cursor) {
        String name = cursor.name();
        boolean cascade = cursor.later("CASCADE");
        if (cursor.accept("ADD", "VALUE")) {
            return new Command.AlterType(name, Change.ADD_VALUE, cascade);
        }
        if (cursor.accept("RENAME", "VALUE")) {
            return new Command.AlterType(name, Change.RENAME_VALUE, cascade);
        }
        if (cursor.later("DROP", "ATTRIBUTE")) {
            return new Command.AlterType(name, Change.DROP_ATTRIBUTE, cascade);
        }
        if (cursor.later("ALTER", "ATTRIBUTE")) {
            return new Command.AlterType(name, Change.CHANGE_ATTRIBUTE, cascade);
        }
        if (cursor.accept("ADD", "ATTRIBUTE")) {
            return new Command.AlterType(name, Change.ADD_ATTRIBUTE, cascade);
        }
        if (cursor.accept("RENAME") || cursor.accept("SET", "SCHEMA")) {
            return new Command.AlterType(name, Change.RENAME, cascade);
        }
        return cursor.accept("OWNER", "TO") || cursor.accept("SET")
                ? new Command.AlterType(name, Change.OTHER, cascade)
                : new NotUnderstood("nobody knows what is altered about the type");
    }

    private static Command sequence(Cursor cursor) {
        cursor.ifExists();
        String name = cursor.name();
        if (cursor.accept("RENAME", "TO") || cursor.accept("SET", "SCHEMA")) {
            return new Command.RenameObject("SEQUENCE", name);
        }
        if (cursor.accept("OWNED", "BY") || cursor.accept("OWNER", "TO")) {
            return new Listed("", name);
        }
        if (cursor.sees("SET")) {
            return new NotUnderstood("nobody knows what is set for the sequence");
        }
        boolean risky = cursor.later("RESTART")
                || cursor.later("CYCLE")
                || cursor.later("MAXVALUE")
                || cursor.later("MINVALUE")
                || cursor.later("INCREMENT");
        return new Command.AlterSequence(name, risky);
    }
}
