package io.dbguard.api.migration;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.Optional;

/**
 * What a guarded migration did.
 *
 * @param scripts names of the migrations that were pending, in their order
 * @param assessment what was found in them
 * @param backup the backup taken before, empty if nothing was pending
 * @param tables how many rows each table had before and has now
 */
public record MigrationReport(
        List<String> scripts, Assessment assessment, Optional<BackupId> backup, List<TableEffect> tables) {

    /** Copies the lists, so that the report can be shared. */
    public MigrationReport {
        scripts = List.copyOf(scripts);
        tables = List.copyOf(tables);
    }

    /**
     * How many rows a table had and has.
     *
     * @param table the table
     * @param before rows in the backup
     * @param after rows now, -1 if the table is gone
     */
    public record TableEffect(TableName table, long before, long after) {

        /** Returns whether the table has fewer rows than before, or is gone. */
        public boolean lostRows() {
            return after < before;
        }
    }

    /** Returns the tables that have fewer rows than before, or are gone. */
    public List<TableEffect> losses() {
        return tables.stream().filter(TableEffect::lostRows).toList();
    }
}
