package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.RowKey;
import io.dbguard.api.report.RowKey.Change;
import io.dbguard.api.report.TableDifference;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the rows of a table at two times, whatever order they come in. Rows are told apart by their key; where a table has
 * none, by all their values.
 *
 * <p>Only 128-bit hashes of keys and rows are held, spread over parts on disk that fit into memory one by one. Whoever wants to
 * see keys has all rows read once more. Not thread-safe.
 */
public final class RowDiff {
    private final TableName table;
    private final RowForm before;
    private final RowForm after;
    private final long rows;
    private final int most;
    private final Map<Change, Set<HashValue128>> samples = new EnumMap<>(Change.class);

    private RowDiff(TableName table, RowForm before, RowForm after, long rows, int most) {
        this.table = table;
        this.before = before;
        this.after = after;
        this.rows = rows;
        this.most = most;
        for (Change change : Change.values()) {
            samples.put(change, new HashSet<>());
        }
    }

    /**
     * Compares.
     *
     * @param content the table in the backup
     * @param backup its rows there
     * @param database its rows in the database, with the same columns
     */
    public static TableDifference between(TableContent content, RowSource backup, RowSource database) {
        RowForm form = RowForm.of(content.table());
        return new RowDiff(content.table().name(), form, form, content.rows(), 0).compare(backup, database);
    }

    /**
     * Prepares to compare a table that may have other columns at the later time; those are compared that it has both times.
     *
     * @param before the table at the earlier time
     * @param after the table at the later time
     * @param rows about how many there are
     * @param samples how many keys of differing rows are kept in mind, for each way to differ
     */
    public static RowDiff of(Table before, Table after, long rows, int samples) {
        RowForm form = RowForm.of(before, after);
        return new RowDiff(before.name(), form, RowForm.of(after, before), rows, form.hasKey() ? samples : 0);
    }

    /**
     * Compares.
     *
     * @param earlier the rows at the earlier time
     * @param later the rows at the later time
     */
    public TableDifference compare(RowSource earlier, RowSource later) {
        try (HashComparison comparison = HashComparison.forRows(rows)) {
            earlier.sendTo(HashComparison.into(comparison.wanted(), before));
            later.sendTo(HashComparison.into(comparison.present(), after));
            var counts = new KeepingCounts();
            comparison.compare(counts);
            return new TableDifference(table, counts.missingRows(), counts.changedRows(), counts.extraRows());
        }
    }

    /**
     * Finds the keys that were kept in mind; reads the rows once more, if there are any.
     *
     * @param earlier the rows at the earlier time
     * @param later the rows at the later time
     */
    public List<RowKey> samples(RowSource earlier, RowSource later) {
        List<RowKey> keys = new ArrayList<>();
        collect(
                earlier,
                before,
                Map.of(Change.REMOVED, wanted(Change.REMOVED), Change.CHANGED, wanted(Change.CHANGED)),
                keys);
        collect(later, after, Map.of(Change.ADDED, wanted(Change.ADDED)), keys);
        keys.sort(Comparator.comparing(RowKey::change));
        return keys;
    }

    private Set<HashValue128> wanted(Change change) {
        return samples.getOrDefault(change, Set.of());
    }

    private static void collect(
            RowSource source, RowForm form, Map<Change, Set<HashValue128>> wanted, List<RowKey> keys) {
        if (wanted.values().stream().allMatch(Set::isEmpty)) {
            return;
        }
        source.sendTo((buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            while (reader.nextRow()) {
                HashValue128 key = form.key(reader, buffer);
                wanted.forEach((change, hashes) -> {
                    if (hashes.contains(key)) {
                        keys.add(new RowKey(change, form.keyValues(reader)));
                    }
                });
            }
        });
    }

    /** Also keeps some keys in mind. */
    private final class KeepingCounts extends DifferenceCounts {
        @Override
        public void missing(HashValue128 key, HashValue128 row, long times) {
            super.missing(key, row, times);
            keep(Change.REMOVED, key);
        }

        @Override
        public void changed(HashValue128 key, HashValue128 row) {
            super.changed(key, row);
            keep(Change.CHANGED, key);
        }

        @Override
        public void extra(HashValue128 key) {
            super.extra(key);
            keep(Change.ADDED, key);
        }
    }

    private void keep(Change change, HashValue128 key) {
        Set<HashValue128> kept = wanted(change);
        if (kept.size() < most) {
            kept.add(key);
        }
    }
}
