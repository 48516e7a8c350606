package io.dbguard.internal.command;

import io.dbguard.internal.sql.Token;
import java.util.List;
import java.util.Optional;

/**
 * A column as {@code CREATE TABLE} and {@code ADD COLUMN} define it.
 *
 * @param name its name
 * @param type its type
 * @param notNull whether it must hold a value, also because it is a primary key
 * @param defaultValue its default, empty if it has none
 * @param generated how its values come about
 * @param first the number with which it begins to count, if it does
 * @param constraints its own constraints
 */
public record Column(
        String name,
        SqlType type,
        boolean notNull,
        Optional<Expression> defaultValue,
        Generated generated,
        long first,
        List<Constraint> constraints) {

    /** How values come about. */
    public enum Generated {
        /** They are written. */
        NO,
        /** They are computed when a row is written. */
        STORED,
        /** They are computed when a row is read. */
        VIRTUAL,
        /** They are counted. */
        IDENTITY
    }

    /** Copies the list. */
    public Column {
        constraints = List.copyOf(constraints);
    }

    /** Returns the same column under another name. */
    public Column named(String other) {
        return new Column(other, type, notNull, defaultValue, generated, first, constraints);
    }

    /** Returns the same column with another type. */
    public Column of(SqlType other) {
        return new Column(name, other, notNull, defaultValue, generated, first, constraints);
    }

    /** Returns the same column that must hold a value, or need not. */
    public Column required(boolean must) {
        return new Column(name, type, must, defaultValue, generated, first, constraints);
    }

    /** Returns the same column with another default, and no numbers of its own. */
    public Column filledWith(Optional<Expression> value) {
        return new Column(name, type.stored(), notNull, value, Generated.NO, 1, constraints);
    }

    /** Returns the same column, which counts from now on. */
    public Column countingFrom(long number) {
        return new Column(name, type, notNull, defaultValue, Generated.IDENTITY, number, constraints);
    }

    /** Returns whether every row gets a value of its own. */
    public boolean counts() {
        return generated == Generated.IDENTITY || type.serial();
    }

    /** Reads a definition. */
    static Column read(List<Token> tokens) {
        return new ColumnReader(tokens).read();
    }
}
