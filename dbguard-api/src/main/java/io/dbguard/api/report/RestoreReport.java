package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a restore did. Every table was read back and held against the backup before the result was made to last.
 *
 * @param backup the backup
 * @param safetyBackup the backup of what was there before, if there was anything to lose
 * @param tables what was done to which table
 * @param warnings what the reader should know, such as what could not be as in the backup
 * @param took how long it took
 */
public record RestoreReport(
        BackupId backup,
        Optional<BackupId> safetyBackup,
        List<TableOutcome> tables,
        List<String> warnings,
        Duration took) {

    /**
     * What a restore did to a table.
     *
     * @param table the table
     * @param action how it was restored
     * @param rows how many rows of the backup it got, or found there already; where rows came back beside others, how many came
     *     back or went back to what they were
     * @param inserted of these, where rows came back beside others, how many it lacked
     * @param updated of these, how many it had with other values
     * @param skipped rows of the backup that did not come back
     */
    public record TableOutcome(
            TableName table,
            TableChange.Action action,
            long rows,
            long inserted,
            long updated,
            List<SkippedRows> skipped) {
        /** Copies the list. */
        public TableOutcome {
            skipped = List.copyOf(skipped);
        }

        /**
         * Returns the outcome where a table is what the backup holds.
         *
         * @param table the table
         * @param action how it was restored
         * @param rows how many rows it has now
         */
        public static TableOutcome of(TableName table, TableChange.Action action, long rows) {
            return new TableOutcome(table, action, rows, 0, 0, List.of());
        }

        /**
         * Returns the outcome where rows came back beside others.
         *
         * @param change what was done
         */
        public static TableOutcome of(TableChange change) {
            return new TableOutcome(
                    change.table(),
                    change.action(),
                    change.inserted() + change.updated(),
                    change.inserted(),
                    change.updated(),
                    change.skipped());
        }
    }

    /** Copies the list, so that the report can be shared. */
    public RestoreReport {
        tables = List.copyOf(tables);
        warnings = List.copyOf(warnings);
    }

    /** Returns the number of rows in all tables that were restored. */
    public long rows() {
        return tables.stream().mapToLong(TableOutcome::rows).sum();
    }
}
