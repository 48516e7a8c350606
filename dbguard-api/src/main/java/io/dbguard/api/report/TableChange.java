package io.dbguard.api.report;

import io.dbguard.api.schema.TableName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a restore does to a table.
 *
 * @param table the table
 * @param action how
 * @param inserted rows that the table will have and does not have now
 * @param updated rows that stay under their key with other values; 0 where a table has no key
 * @param deleted rows that the table has now and will not have
 * @param kept rows that only the database has and that stay
 * @param columns in how many of the updated rows which column changes
 * @param skipped rows of the backup that do not come back
 * @param samples some of the rows
 */
public record TableChange(
        TableName table,
        Action action,
        long inserted,
        long updated,
        long deleted,
        long kept,
        Map<String, Long> columns,
        List<SkippedRows> skipped,
        List<RowSample> samples) {

    /** Copies the collections, so that the change can be shared. */
    public TableChange {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        skipped = List.copyOf(skipped);
        samples = List.copyOf(samples);
    }

    /**
     * Says what becomes of the rows, by numbers alone.
     *
     * @param table the table
     * @param action how
     * @param inserted rows that the table will have and does not have now
     * @param updated rows that stay under their key with other values
     * @param deleted rows that the table has now and will not have
     */
    public TableChange(TableName table, Action action, long inserted, long updated, long deleted) {
        this(table, action, inserted, updated, deleted, 0, Map.of(), List.of(), List.of());
    }

    /** How a table is restored. */
    public enum Action {
        /** It has what the backup holds; nothing is done. */
        NONE,
        /** It does not exist and is created. */
        CREATE,
        /** Its rows are replaced. */
        REPLACE,
        /** It has another structure than in the backup; it is dropped and created anew. */
        RECREATE,
        /** Rows come back beside those that are there. */
        MERGE
    }

    /** Returns how many rows of the backup do not come back. */
    public long rowsSkipped() {
        return skipped.stream().mapToLong(SkippedRows::rows).sum();
    }
}
