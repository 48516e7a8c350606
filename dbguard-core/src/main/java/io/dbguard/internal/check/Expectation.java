package io.dbguard.internal.check;

/** What is expected of the rows in a database. */
public enum Expectation {
    /** Rows, if an earlier backup has any. */
    AS_BEFORE,
    /** Rows in any case. */
    DATA,
    /** None. */
    EMPTY
}
