package io.dbguard.api.write;

/** The kinds of statements that take many rows at once, and that an application in production has no need of. */
public enum StatementKind {
    /** {@code TRUNCATE}. */
    TRUNCATE,
    /**
     * {@code DROP} of what holds rows: tables, columns, schemas, databases, sequences, materialised views, anything with
     * {@code CASCADE}, {@code DROP OWNED} and {@code DROP ALL OBJECTS}.
     */
    DROP,
    /** {@code DELETE} without a condition, or with one that is always true. */
    DELETE_ALL,
    /** {@code UPDATE} without a condition, or with one that is always true. */
    UPDATE_ALL
}
