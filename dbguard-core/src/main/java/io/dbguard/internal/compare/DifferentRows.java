package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.api.schema.Table;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.RowSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a backup that a table in the database does not hold in this form: those it lacks, and those it has under the same key
 * with other values. So only they have to travel to the database. Where so many rows with a key differ that finding them costs more
 * than sending all, all are sent.
 *
 * <p>Rows are compared by the hash of their text, so some that are sent may turn out to be equal for the database, such as
 * {@code 1.0} and {@code 1.00} in a column whose type has changed.
 */
public final class DifferentRows implements RowSource, AutoCloseable {
    /** So many hashes take some 20 MB. */
    private static final int AT_ONCE = 100_000;

    private final RowForm form;
    private final long rows;
    private final RowSource backup;
    private final HashComparison comparison;
    private final DifferenceCounts counts = new DifferenceCounts();

    private DifferentRows(RowForm form, long rows, RowSource backup, HashComparison comparison) {
        this.form = form;
        this.rows = rows;
        this.backup = backup;
        this.comparison = comparison;
        comparison.compare(counts);
    }

    /**
     * Compares; the rows of both are read once, those of the backup again when the different ones are asked for.
     *
     * @param table the columns, and the key if there is one
     * @param rows how many rows the backup has
     * @param backup the rows of the backup
     * @param database the rows in the database, with the same columns
     * @return the result; the caller closes it
     */
    public static DifferentRows between(Table table, long rows, RowSource backup, RowSource database) {
        RowForm form = RowForm.of(table);
        return between(form, form, rows, backup, database);
    }

    /**
     * Compares by keys alone: rows with other values under the same key count as equal.
     *
     * @param table the columns of the backup's rows, with a key
     * @param keys the same table with the columns of its key only
     * @param rows how many rows the backup has
     * @param backup the rows of the backup
     * @param database the keys in the database
     * @return the result; the caller closes it
     */
    public static DifferentRows byKey(Table table, Table keys, long rows, RowSource backup, RowSource database) {
        return between(RowForm.of(table).byKey(), RowForm.of(keys).byKey(), rows, backup, database);
    }

    private static DifferentRows between(
            RowForm form, RowForm databaseForm, long rows, RowSource backup, RowSource database) {
        HashComparison comparison = HashComparison.forRows(rows);
        try {
            backup.sendTo(HashComparison.into(comparison.wanted(), form));
            database.sendTo(HashComparison.into(comparison.present(), databaseForm));
            return new DifferentRows(form, rows, backup, comparison);
        } catch (RuntimeException e) {
            comparison.close();
            throw e;
        }
    }

    /** Returns how many rows the database lacks, by their hashes. */
    public long missing() {
        return counts.missingRows();
    }

    /** Returns how many rows only the database has. */
    public long extra() {
        return counts.extraRows();
    }

    /** Returns whether the backup has rows that the database does not hold in this form. */
    public boolean differsInBackup() {
        return counts.missingRows() + counts.changedRows() > 0;
    }

    @Override
    public void sendTo(RowSink sink) {
        if (!differsInBackup()) {
            return;
        }
        boolean nothingIsThere = counts.missingRows() == rows && counts.extraRows() == 0;
        boolean tooMany = form.hasKey() && counts.missingRows() + counts.changedRows() > AT_ONCE;
        if (nothingIsThere || tooMany) {
            backup.sendTo(sink);
            return;
        }
        var batch = new Batch();
        for (int part = 0; part < comparison.parts(); part++) {
            comparison.compare(part, batch);
            if (batch.times.size() >= AT_ONCE || part == comparison.parts() - 1) {
                batch.sendTo(sink);
            }
        }
    }

    @Override
    public void close() {
        comparison.close();
    }

    /** Some of the different rows, and how often each is missing. */
    private final class Batch implements HashComparison.Differences {
        private final Map<HashValue128, Long> times = new HashMap<>();

        @Override
        public void missing(HashValue128 key, HashValue128 row, long many) {
            times.merge(row, many, Long::sum);
        }

        @Override
        public void changed(HashValue128 key, HashValue128 row) {
            times.merge(row, 1L, Long::sum);
        }

        @Override
        public void extra(HashValue128 key) {
            // The backup has nothing of it to send.
        }

        void sendTo(RowSink sink) {
            if (times.isEmpty()) {
                return;
            }
            backup.sendTo((buffer, offset, length, count) -> {
                var reader = new RowReader(buffer, offset, length);
                while (reader.nextRow()) {
                    if (take(form.row(reader, buffer))) {
                        sink.rows(buffer, reader.rowOffset(), reader.rowLength(), 1);
                    }
                }
            });
            times.clear();
        }

        private boolean take(HashValue128 row) {
            Long left = times.get(row);
            if (left == null || left == 0) {
                return false;
            }
            times.put(row, left - 1);
            return true;
        }
    }
}
