package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.SchemaDifference;
import java.util.List;
import java.util.Optional;

/**
 * How a database has changed since a backup.
 *
 * @param before the backup
 * @param after the later backup, empty for the database as it is now
 * @param schema the definitions; where one of the two holds less than everything, those of tables that both may hold
 * @param tables all tables that both may hold, also those that are the same
 */
public record DiffReport(BackupId before, Optional<BackupId> after, SchemaDifference schema, List<TableDiff> tables) {

    /** Copies the list, so that the report can be shared. */
    public DiffReport {
        tables = List.copyOf(tables);
    }

    /** Returns the tables whose rows differ, or that are not there both times. */
    public List<TableDiff> different() {
        return tables.stream().filter(table -> !table.identical()).toList();
    }

    /** Returns whether nothing differs, neither rows nor definitions. */
    public boolean identical() {
        return schema.isEmpty() && different().isEmpty();
    }
}
