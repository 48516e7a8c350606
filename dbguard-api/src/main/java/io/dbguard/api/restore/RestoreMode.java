package io.dbguard.api.restore;

/** How the rows of a backup come back into a table that is there. A table that is not there is created in every mode. */
public enum RestoreMode {
    /** The table becomes exactly what the backup holds, with its definition. */
    REPLACE,
    /**
     * Rows that are gone come back, rows that have other values go back to those of the backup, and rows that the backup does not
     * know stay. The table keeps the definition that it has now. Where a table has no key, nothing tells which row has become
     * which, so rows only come back.
     */
    MERGE,
    /** Rows that are gone come back. Nothing that is there is touched. */
    INSERT_MISSING
}
