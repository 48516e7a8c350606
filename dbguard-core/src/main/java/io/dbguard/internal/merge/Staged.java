package io.dbguard.internal.merge;

import io.dbguard.api.schema.TableName;

/**
 * A table of which rows of a backup lie in a temporary table.
 *
 * @param mapping how the rows fit
 * @param sql the temporary table's name in SQL
 * @param there whether the database had the table before
 * @param chosen whether its rows were asked for, and not only for the sake of others
 * @param condition what its rows have to fulfil, empty if anything goes
 * @param extra how many rows the database has that the backup lacks; where there is a key, how many more it has in all
 */
record Staged(Mapping mapping, String sql, boolean there, boolean chosen, String condition, long extra) {
    TableName name() {
        return mapping.table().name();
    }
}
