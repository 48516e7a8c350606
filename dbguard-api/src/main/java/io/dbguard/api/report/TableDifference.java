package io.dbguard.api.report;

import io.dbguard.api.schema.TableName;

/**
 * How a table in a database differs from the same table in a backup.
 *
 * @param table the table
 * @param missing rows that only the backup has
 * @param changed rows that both have under the same key, with other values; 0 where a table has no key
 * @param extra rows that only the database has
 */
public record TableDifference(TableName table, long missing, long changed, long extra) {

    /** Returns whether the rows are the same. */
    public boolean identical() {
        return missing == 0 && changed == 0 && extra == 0;
    }
}
