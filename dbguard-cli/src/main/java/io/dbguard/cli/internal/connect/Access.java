package io.dbguard.cli.internal.connect;

/** What a command is going to do to a database. */
public enum Access {
    /** It only reads; not a byte of an H2 file changes. */
    READ,
    /** It changes a database that is there. */
    CHANGE,
    /** It changes a database, and H2 may create it. */
    CREATE
}
