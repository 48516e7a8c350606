package io.dbguard.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rows of a table such as applications have, and what happens to them between two backups. */
final class SampleTable {
    private static final String[] WORDS =
            "account order item user admin open closed pending paid shipped returned mail phone street city".split(" ");

    private final Random random;
    private final List<byte[]> rows = new ArrayList<>();
    private long next;

    /** Fills a table with rows of some 200 bytes. The same seed gives the same rows. */
    SampleTable(long seed, long bytes) {
        random = new Random(seed);
        for (long size = 0; size < bytes; size += rows.get(rows.size() - 1).length) {
            rows.add(row());
        }
    }

    List<byte[]> rows() {
        return rows;
    }

    /** Updates a share of the rows, neighbours, where they are, and appends a tenth of that. */
    void changeInPlace(double share) {
        int many = (int) (rows.size() * share);
        int from = random.nextInt(rows.size() - many);
        for (int i = 0; i < many; i++) {
            rows.set(from + i, row());
        }
        append(many / 10);
    }

    /** Updates a share of the rows, neighbours, as PostgreSQL does: the new versions stand at the end. */
    void changeAndMove(double share) {
        int many = (int) (rows.size() * share);
        int from = random.nextInt(rows.size() - many);
        rows.subList(from, from + many).clear();
        append(many + many / 10);
    }

    private void append(int many) {
        for (int i = 0; i < many; i++) {
            rows.add(row());
        }
    }

    private byte[] row() {
        var row = new StringBuilder().append(next++).append('\t');
        for (int i = 0; i < 12; i++) {
            row.append(WORDS[random.nextInt(WORDS.length)]).append(i % 4 == 3 ? '\t' : ' ');
        }
        row.append(random.nextInt(100_000))
                .append('.')
                .append(random.nextInt(100))
                .append('\t');
        row.append("2026-")
                .append(1 + random.nextInt(12))
                .append("-0")
                .append(1 + random.nextInt(9))
                .append('\t');
        row.append("{\"id\": \"").append(Long.toHexString(random.nextLong())).append("\", \"ok\": ");
        row.append(random.nextBoolean()).append("}\n");
        return row.toString().getBytes(StandardCharsets.UTF_8);
    }
}
