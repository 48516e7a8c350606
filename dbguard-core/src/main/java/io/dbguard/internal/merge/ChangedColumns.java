package io.dbguard.internal.merge;

import io.dbguard.spi.database.Staging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In how many rows each column changes. */
final class ChangedColumns {
    private final Staging staging;
    private final StagedSql sql;

    ChangedColumns(Staging staging, StagedSql sql) {
        this.staging = staging;
        this.sql = sql;
    }

    /** Returns the columns that change in some row. */
    Map<String, Long> of(Staged table, long updated) {
        if (updated == 0) {
            return Map.of();
        }
        List<Optional<String>> counts = staging.query("count the changes by column", sql.columnCounts(table))
                .get(0);
        Map<String, Long> columns = new LinkedHashMap<>();
        List<String> names = table.mapping().valueColumns();
        for (int i = 0; i < names.size(); i++) {
            if (Counts.number(counts, i) > 0) {
                columns.put(names.get(i), Counts.number(counts, i));
            }
        }
        return columns;
    }
}
