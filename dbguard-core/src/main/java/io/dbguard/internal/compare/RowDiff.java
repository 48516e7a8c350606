package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.TableDifference;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.RowSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the rows of a table in a backup with those in a database, whatever order they come in. Rows are told apart by
 * their key; where a table has none, by all their values.
 *
 * <p>Only 128-bit hashes of keys and rows are held, spread over parts on disk that fit into memory one by one.
 */
public final class RowDiff {
    private final TableContent content;
    private final int[] key;

    private RowDiff(TableContent content) {
        this.content = content;
        this.key = keyPositions(content.table());
    }

    /**
     * Compares.
     *
     * @param content the table in the backup
     * @param backup its rows there
     * @param database its rows in the database, with the same columns
     */
    public static TableDifference between(TableContent content, RowSource backup, RowSource database) {
        return new RowDiff(content).compare(backup, database);
    }

    private TableDifference compare(RowSource backup, RowSource database) {
        try (HashedRows wanted = HashedRows.forRows(content.rows());
                HashedRows present = HashedRows.forRows(content.rows())) {
            backup.sendTo(into(wanted));
            database.sendTo(into(present));
            var counts = new Counts();
            for (int part = 0; part < wanted.parts(); part++) {
                comparePart(wanted, present, part, counts);
            }
            return new TableDifference(content.table().name(), counts.missing, counts.changed, counts.extra);
        }
    }

    private static final class Counts {
        private long missing;
        private long changed;
        private long extra;
    }

    /** How often a row was seen under a key; keys are unique, so only rows without one come more than once. */
    private static final class Seen {
        private final HashValue128 row;
        private long times = 1;

        Seen(HashValue128 row) {
            this.row = row;
        }
    }

    private static void comparePart(HashedRows wanted, HashedRows present, int part, Counts counts) {
        Map<HashValue128, Seen> unmatched = new HashMap<>();
        wanted.forEach(
                part,
                (key, row) -> unmatched.merge(key, new Seen(row), (seen, again) -> {
                    seen.times++;
                    return seen;
                }));
        present.forEach(part, (key, row) -> {
            Seen seen = unmatched.get(key);
            if (seen == null) {
                counts.extra++;
                return;
            }
            if (!seen.row.equals(row)) {
                counts.changed++;
            }
            if (--seen.times == 0) {
                unmatched.remove(key);
            }
        });
        unmatched.values().forEach(seen -> counts.missing += seen.times);
    }

    private RowSink into(HashedRows rows) {
        return (buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            while (reader.nextRow()) {
                HashValue128 row = FingerprintSum.hash(buffer, reader.rowOffset(), reader.rowLength());
                rows.add(key.length == 0 ? row : keyOf(reader, buffer), row);
            }
        };
    }

    private HashValue128 keyOf(RowReader reader, byte[] buffer) {
        byte[] fields = new byte[0];
        for (int position : key) {
            int from = reader.fieldStart(position);
            int size = reader.fieldEnd(position) - from;
            int at = fields.length;
            fields = Arrays.copyOf(fields, at + size + 1);
            System.arraycopy(buffer, from, fields, at, size);
            fields[at + size] = '\t';
        }
        return FingerprintSum.hash(fields, 0, fields.length);
    }

    /** Returns where the key's columns stand in a row; none if a part of the key has no stored value. */
    private static int[] keyPositions(Table table) {
        List<String> columns = table.columns().stream().map(Column::name).toList();
        int[] positions = table.key().stream().mapToInt(columns::indexOf).toArray();
        return Arrays.stream(positions).anyMatch(position -> position < 0) ? new int[0] : positions;
    }
}
