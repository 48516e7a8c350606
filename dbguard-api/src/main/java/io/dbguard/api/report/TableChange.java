package io.dbguard.api.report;

import io.dbguard.api.schema.TableName;

/**
 * What a restore does to a table.
 *
 * @param table the table
 * @param action how
 * @param inserted rows that the table will have and does not have now
 * @param updated rows that stay under their key with other values; 0 where a table has no key
 * @param deleted rows that the table has now and will not have
 */
public record TableChange(TableName table, Action action, long inserted, long updated, long deleted) {

    /** How a table is restored. */
    public enum Action {
        /** It has what the backup holds; nothing is done. */
        NONE,
        /** It does not exist and is created. */
        CREATE,
        /** Its rows are replaced. */
        REPLACE,
        /** It has another structure than in the backup; it is dropped and created anew. */
        RECREATE
    }
}
