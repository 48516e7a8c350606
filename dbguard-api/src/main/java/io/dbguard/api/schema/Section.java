package io.dbguard.api.schema;

/** When an object is created, seen from the rows. */
public enum Section {
    /** Before any row is loaded: schemas, types, functions, tables, views. */
    BEFORE_DATA,
    /** After the rows are there: keys, indexes, foreign keys, triggers. */
    AFTER_DATA
}
