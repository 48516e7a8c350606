package io.dbguard.api.report;

import io.dbguard.api.schema.TableName;

/**
 * How far a backup, restore or verification has come.
 *
 * @param activity what is going on
 * @param table the table at which it is
 * @param tablesDone how many tables are finished
 * @param tables how many tables there are
 * @param bytes how many bytes of rows have passed so far, in COPY text format
 */
public record Progress(Activity activity, TableName table, int tablesDone, int tables, long bytes) {

    /** What can take long. */
    public enum Activity {
        /** Rows go into a repository. */
        BACKUP,
        /** Rows come back. */
        RESTORE,
        /** A backup is read from end to end. */
        VERIFY
    }
}
