package io.dbguard.internal.merge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How many rows of a temporary table have which fate.
 *
 * @param missing rows that the database lacks, whether they come back or not
 * @param inserted rows that come back
 * @param updated rows that go back to what they were
 * @param orphans rows that stay away, by the number of the foreign key that keeps them
 */
record Counts(long missing, long inserted, long updated, Map<Integer, Long> orphans) {
    static Counts of(List<List<Optional<String>>> rows) {
        long missing = 0;
        long inserted = 0;
        long updated = 0;
        Map<Integer, Long> orphans = new TreeMap<>();
        for (List<Optional<String>> row : rows) {
            long count = number(row, 3);
            boolean lacks = number(row, 0) == 1;
            boolean taken = number(row, 1) == 1;
            missing += lacks ? count : 0;
            inserted += lacks && taken ? count : 0;
            updated += !lacks && taken ? count : 0;
            int orphan = (int) number(row, 2);
            if (orphan > 0) {
                orphans.merge(orphan, count, Long::sum);
            }
        }
        return new Counts(missing, inserted, updated, orphans);
    }

    static long number(List<Optional<String>> row, int at) {
        return Long.parseLong(row.get(at).orElse("0"));
    }

    long orphaned() {
        return orphans.values().stream().mapToLong(Long::longValue).sum();
    }
}
