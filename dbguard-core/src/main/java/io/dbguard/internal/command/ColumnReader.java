package io.dbguard.internal.command;

import io.dbguard.internal.command.Column.Generated;
import io.dbguard.internal.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the definition of a column. Not thread-safe. */
final class ColumnReader {
    private static final String[] PARTS = {
        "CONSTRAINT",
        "NOT",
        "NULL",
        "DEFAULT",
        "GENERATED",
        "UNIQUE",
        "PRIMARY",
        "REFERENCES",
        "CHECK",
        "COLLATE",
        "COMPRESSION",
        "STORAGE",
        "AS",
        "IDENTITY",
        "AUTO_INCREMENT",
        "COMMENT",
        "FIRST",
        "BEFORE",
        "AFTER"
    };

    private final Cursor cursor;
    private final List<Constraint> constraints = new ArrayList<>();
    private boolean notNull;
    private Optional<Expression> defaultValue = Optional.empty();
    private Generated generated = Generated.NO;
    private long first = 1;

    ColumnReader(List<Token> tokens) {
        this.cursor = new Cursor(tokens);
    }

    Column read() {
        String name = cursor.name();
        SqlType type = SqlType.of(cursor.until(PARTS));
        while (!cursor.done()) {
            part(name);
        }
        return new Column(name, type, notNull, defaultValue, generated, first, constraints);
    }

    private void part(String column) {
        if (cursor.accept("NOT", "NULL")) {
            notNull = true;
        } else if (cursor.accept("DEFAULT")) {
            defaultValue = Optional.of(new Expression(value()));
        } else if (cursor.accept("GENERATED")) {
            generated();
        } else if (cursor.sees("AS") || cursor.sees("IDENTITY") || cursor.sees("AUTO_INCREMENT")) {
            generated = cursor.take().is("AS") ? Generated.VIRTUAL : Generated.IDENTITY;
            first = Counting.first(cursor.group());
        } else {
            constraint(column);
        }
    }

    private void constraint(String column) {
        Optional<Constraint> constraint = Constraint.read(cursor, Optional.of(column));
        if (constraint.isPresent()) {
            constraints.add(constraint.get());
            notNull |= constraint.get().kind() == Constraint.Kind.PRIMARY_KEY
                    || constraint.get().kind() == Constraint.Kind.NOT_NULL;
        } else {
            cursor.take();
        }
    }

    private void generated() {
        cursor.until("AS");
        cursor.accept("AS");
        if (cursor.accept("IDENTITY")) {
            generated = Generated.IDENTITY;
            first = Counting.first(cursor.group());
            return;
        }
        cursor.group();
        generated = cursor.accept("STORED") ? Generated.STORED : Generated.VIRTUAL;
        cursor.accept("VIRTUAL");
    }

    /** A default may begin with NULL or NOT, which would otherwise begin the next part. */
    private List<Token> value() {
        List<Token> value = new ArrayList<>();
        if (!cursor.sees('(')) {
            value.add(cursor.take());
        }
        value.addAll(cursor.until(PARTS));
        return value;
    }
}
