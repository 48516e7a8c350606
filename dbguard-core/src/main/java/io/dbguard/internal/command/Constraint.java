package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Optional;

/**
 * A constraint of a table or a column.
 *
 * @param kind what it demands
 * @param name its name, empty if the server shall choose one
 * @param columns the columns it is about
 * @param references the table that a foreign key points at, otherwise empty
 * @param targets the columns there, if they are named
 * @param condition what a check demands, otherwise empty
 * @param notValid whether the rows that are there are not looked at
 * @param index the index that is used, empty if one is built or none is needed
 * @param cascades whether changes of the other table spread to this one
 */
public record Constraint(
        Kind kind,
        String name,
        List<String> columns,
        String references,
        List<String> targets,
        Optional<Expression> condition,
        boolean notValid,
        String index,
        boolean cascades) {

    /** What a constraint can demand. */
    public enum Kind {
        /** That a condition holds. */
        CHECK,
        /** That there is a value. */
        NOT_NULL,
        /** That no two rows are equal. */
        UNIQUE,
        /** That rows can be told apart. */
        PRIMARY_KEY,
        /** That the other table has the row. */
        FOREIGN_KEY,
        /** That no two rows fit each other. */
        EXCLUDE
    }

    /** Copies the lists. */
    public Constraint {
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
    }

    /** What a foreign key points at. */
    private record Target(String table, List<String> columns) {}

    private static final Target NOWHERE = new Target("", List.of());

    /** Reads a constraint, empty if none comes next. */
    static Optional<Constraint> read(Cursor cursor, Optional<String> column) {
        String name = cursor.accept("CONSTRAINT") ? constraintName(cursor) : "";
        List<String> own = column.map(List::of).orElse(List.of());
        if (cursor.accept("CHECK")) {
            var condition = new Expression(cursor.group());
            return finish(cursor, Kind.CHECK, name, own, NOWHERE, Optional.of(condition));
        }
        if (cursor.accept("NOT", "NULL")) {
            List<String> columns = column.isPresent() ? own : List.of(cursor.name());
            return finish(cursor, Kind.NOT_NULL, name, columns, NOWHERE, Optional.empty());
        }
        if (cursor.accept("PRIMARY", "KEY")) {
            return key(cursor, Kind.PRIMARY_KEY, name, own);
        }
        if (cursor.accept("UNIQUE")) {
            cursor.accept("KEY");
            cursor.accept("INDEX");
            if (cursor.accept("NULLS")) {
                cursor.accept("NOT");
                cursor.accept("DISTINCT");
            }
            return key(cursor, Kind.UNIQUE, name, own);
        }
        if (cursor.accept("EXCLUDE")) {
            cursor.until("NOT", "WHERE");
            return finish(cursor, Kind.EXCLUDE, name, own, NOWHERE, Optional.empty());
        }
        return foreignKey(cursor, name, own);
    }

    private static String constraintName(Cursor cursor) {
        cursor.ifNotExists();
        return cursor.name();
    }

    private static Optional<Constraint> foreignKey(Cursor cursor, String name, List<String> own) {
        List<String> columns = own;
        if (cursor.accept("FOREIGN", "KEY")) {
            columns = columns(cursor.group());
        } else if (own.isEmpty() || !cursor.sees("REFERENCES")) {
            return Optional.empty();
        }
        cursor.accept("REFERENCES");
        var target = new Target(cursor.name(), columns(cursor.group()));
        return finish(cursor, Kind.FOREIGN_KEY, name, columns, target, Optional.empty());
    }

    private static Optional<Constraint> key(Cursor cursor, Kind kind, String name, List<String> own) {
        if (cursor.accept("USING", "INDEX") && !cursor.sees("TABLESPACE")) {
            return Optional.of(
                    new Constraint(kind, name, own, "", List.of(), Optional.empty(), false, cursor.name(), false));
        }
        List<String> columns = cursor.sees('(') ? columns(cursor.group()) : own;
        return finish(cursor, kind, name, columns, NOWHERE, Optional.empty());
    }

    /** Reads the options; only up to what may begin the next part of a column. */
    private static Optional<Constraint> finish(
            Cursor cursor,
            Kind kind,
            String name,
            List<String> columns,
            Target target,
            Optional<Expression> condition) {
        boolean notValid = false;
        boolean cascades = false;
        boolean more = true;
        while (more) {
            if (cursor.accept("NOT", "VALID") || cursor.accept("NOCHECK")) {
                notValid = true;
            } else if (cursor.accept("ON", "DELETE") || cursor.accept("ON", "UPDATE")) {
                cascades |= cursor.accept("CASCADE");
                more = cascades || cursor.accept("SET") || cursor.accept("NO") || cursor.accept("RESTRICT");
                cursor.acceptAny("NULL", "DEFAULT", "ACTION");
            } else if (cursor.accept("NOT", "ENFORCED")) {
                notValid = true;
            } else {
                more = cursor.accept("NOT", "DEFERRABLE")
                        || cursor.accept("DEFERRABLE")
                        || cursor.accept("ENFORCED")
                        || cursor.accept("INITIALLY", "DEFERRED")
                        || cursor.accept("INITIALLY", "IMMEDIATE")
                        || cursor.accept("NO", "INHERIT")
                        || cursor.accept("MATCH", "FULL")
                        || cursor.accept("MATCH", "SIMPLE")
                        || option(cursor);
            }
        }
        return Optional.of(new Constraint(
                kind, name, columns, target.table(), target.columns(), condition, notValid, "", cascades));
    }

    private static boolean option(Cursor cursor) {
        if (cursor.accept("INCLUDE") || cursor.accept("WITH")) {
            cursor.group();
            return true;
        }
        if (cursor.accept("USING", "INDEX", "TABLESPACE")) {
            cursor.name();
            return true;
        }
        return false;
    }

    private static List<String> columns(List<Token> group) {
        return Cursor.byComma(group).stream()
                .filter(part -> !part.isEmpty())
                .map(part -> new Cursor(part).name())
                .toList();
    }
}
