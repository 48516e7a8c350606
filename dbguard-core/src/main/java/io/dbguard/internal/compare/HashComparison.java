package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import java.util.HashMap;
import java.util.Map;

/**
 * The rows of a table in a backup beside those in a database, as hashes, part by part.
 *
 * @param wanted the rows of the backup
 * @param present the rows of the database, divided into as many parts
 */
record HashComparison(HashedRows wanted, HashedRows present) implements AutoCloseable {

    /** Takes what differs. */
    interface Differences {
        /** A row of the backup that the database lacks so many times. */
        void missing(HashValue128 row, long times);

        /** A row of the backup whose key stands for another row in the database. */
        void changed(HashValue128 row);

        /** A row that only the database has. */
        void extra();
    }

    /** Divides the rows into as many parts as that number of rows needs. */
    static HashComparison forRows(long rows) {
        return new HashComparison(HashedRows.forRows(rows), HashedRows.forRows(rows));
    }

    int parts() {
        return wanted.parts();
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
                differences.extra();
                return;
            }
            if (!seen.row.equals(row)) {
                differences.changed(seen.row);
            }
            if (--seen.times == 0) {
                unmatched.remove(key);
            }
        });
        unmatched.values().forEach(seen -> differences.missing(seen.row, seen.times));
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
