package io.dbguard.internal.sql;

/** Whose SQL it is. */
public enum Dialect {
    /** PostgreSQL, 14 and newer. */
    POSTGRESQL,
    /** H2, 2.3 and newer. */
    H2;

    /**
     * Returns the dialect of a database provider.
     *
     * @param provider its name
     */
    public static Dialect of(String provider) {
        return provider.equalsIgnoreCase("h2") ? H2 : POSTGRESQL;
    }
}
