package io.dbguard.internal.compare;

import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.TableDifference;
import io.dbguard.spi.database.RowSource;

/**
 * Compares the rows of a table in a backup with those in a database, whatever order they come in. Rows are told apart by
 * their key; where a table has none, by all their values.
 *
 * <p>Only 128-bit hashes of keys and rows are held, spread over parts on disk that fit into memory one by one.
 */
public final class RowDiff {
    private RowDiff() {}

    /**
     * Compares.
     *
     * @param content the table in the backup
     * @param backup its rows there
     * @param database its rows in the database, with the same columns
     */
    public static TableDifference between(TableContent content, RowSource backup, RowSource database) {
        var hashes = new RowHashes(content.table());
        try (HashComparison comparison = HashComparison.forRows(content.rows())) {
            backup.sendTo(hashes.into(comparison.wanted()));
            database.sendTo(hashes.into(comparison.present()));
            DifferenceCounts counts = DifferenceCounts.of(comparison);
            return new TableDifference(content.table().name(), counts.missing(), counts.changed(), counts.extraRows());
        }
    }
}
