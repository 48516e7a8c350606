package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.TableName;
import java.util.List;

/**
 * How a database differs from a backup.
 *
 * @param backup the backup
 * @param tables the tables that both have, also those that are the same
 * @param missing tables that only the backup has, or that have other columns in the database
 * @param extra tables that only the database has
 */
public record Comparison(
        BackupId backup, List<TableDifference> tables, List<TableName> missing, List<TableName> extra) {

    /** Copies the lists, so that the comparison can be shared. */
    public Comparison {
        tables = List.copyOf(tables);
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
    }

    /** Returns whether all tables and rows of the backup are in the database and no others. */
    public boolean identical() {
        return missing.isEmpty() && extra.isEmpty() && tables.stream().allMatch(TableDifference::identical);
    }
}
