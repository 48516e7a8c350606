package io.dbguard.api.schema;

/** The parts of a backup, in the order in which they are restored. */
public enum Part {
    /** What exists before the rows: schemas, types, functions, tables, views. */
    BEFORE_DATA,
    /** Rows, and where sequences stand. */
    DATA,
    /** What comes after the rows: keys, indexes, foreign keys, triggers, owners, privileges. */
    AFTER_DATA
}
