package io.dbguard.h2.internal.session;

/** The isolation levels that dbguard works under, as H2 calls them. */
public enum Isolation {
    /** Each statement sees what was committed before it. */
    READ_COMMITTED("READ COMMITTED"),
    /** All statements see what was committed before the first one; the weakest level at which H2 keeps that promise. */
    SNAPSHOT("SNAPSHOT");

    private final String sql;

    Isolation(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }
}
