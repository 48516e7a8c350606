package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSink;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a table at two times, as hashes, part by part.
 *
 * @param wanted the rows at the earlier time, as in a backup
 * @param present the rows at the later time, divided into as many parts
 */
record HashComparison(HashedRows wanted, HashedRows present) implements AutoCloseable {

    /** Takes what differs. */
    interface Differences {
        /** A row of the earlier time that the later one lacks so many times. */
        void missing(HashValue128 key, HashValue128 row, long times);

        /** A row of the earlier time whose key stands for another row at the later time. */
        void changed(HashValue128 key, HashValue128 row);

        /** A row that only the later time has. */
        void extra(HashValue128 key);
    }

    /** Divides the rows into as many parts as that number of rows needs. */
    static HashComparison forRows(long rows) {
        return new HashComparison(HashedRows.forRows(rows), HashedRows.forRows(rows));
    }

    static RowSink into(HashedRows rows, RowForm form) {
        return (buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            while (reader.nextRow()) {
                form.addTo(rows, reader, buffer);
            }
        };
    }

    int parts() {
        return wanted.parts();
    }

    void compare(Differences differences) {
        for (int part = 0; part < parts(); part++) {
            compare(part, differences);
        }
    }

    void compare(int part, Differences differences) {
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
                differences.extra(key);
                return;
            }
            if (!seen.row.equals(row)) {
                differences.changed(key, seen.row);
            }
            if (--seen.times == 0) {
                unmatched.remove(key);
            }
        });
        unmatched.forEach((key, seen) -> differences.missing(key, seen.row, seen.times));
    }

    @Override
    public void close() {
        try {
            wanted.close();
        } finally {
            present.close();
        }
    }

    /** How often a row was seen under a key; keys are unique, so only rows without one come more than once. */
    private static final class Seen {
        private final HashValue128 row;
        private long times = 1;

        Seen(HashValue128 row) {
            this.row = row;
        }
    }
}
