package io.dbguard.internal.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChunkerTest {
    private static final long SEED = 20261121;

    private static List<byte[]> rows(int count, int size) {
        var random = new Random(SEED);
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] row = new byte[size / 2 + random.nextInt(size)];
            for (int j = 0; j < row.length - 1; j++) {
                row[j] = (byte) ('a' + random.nextInt(26));
            }
            row[row.length - 1] = '\n';
            rows.add(row);
        }
        return rows;
    }

    private static List<byte[]> chunks(List<byte[]> rows) {
        List<byte[]> chunks = new ArrayList<>();
        var chunker = new Chunker(into(chunks));
        rows.forEach(row -> chunker.rows(row, 0, row.length, 1));
        chunker.finish();
        return chunks;
    }

    private static ChunkSink into(List<byte[]> chunks) {
        return new ChunkSink() {
            @Override
            public byte[] buffer() {
                return new byte[100];
            }

            @Override
            public void chunk(RawChunk chunk) {
                chunks.add(Arrays.copyOf(chunk.buffer(), chunk.length()));
            }
        };
    }

    private static byte[] joined(List<byte[]> parts) {
        var all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static long shared(List<byte[]> before, List<byte[]> after) {
        var known = new HashSet<String>();
        before.forEach(chunk -> known.add(new String(chunk, StandardCharsets.US_ASCII)));
        return after.stream()
                .filter(chunk -> known.contains(new String(chunk, StandardCharsets.US_ASCII)))
                .count();
    }

    @Test
    void theChunksTogetherAreTheRows() {
        List<byte[]> rows = rows(50_000, 200);
        List<byte[]> chunks = chunks(rows);
        assertThat(joined(chunks)).isEqualTo(joined(rows));
        assertThat(chunks).hasSizeBetween(5, 30);
        assertThat(chunks.subList(0, chunks.size() - 1))
                .allMatch(chunk ->
                        chunk.length >= ChunkSizes.DEFAULT.smallest() && chunk.length <= ChunkSizes.DEFAULT.largest());
        assertThat(chunks).allMatch(chunk -> chunk[chunk.length - 1] == '\n');
    }

    @Test
    void aChangeInOnePlaceMovesOnlyTheCutsNextToIt() {
        List<byte[]> rows = rows(100_000, 200);
        List<byte[]> before = chunks(rows);
        List<byte[]> changed = new ArrayList<>(rows);
        changed.add(1000, "inserted\n".getBytes(StandardCharsets.US_ASCII));
        changed.remove(50_000);
        changed.set(80_000, "changed\n".getBytes(StandardCharsets.US_ASCII));
        List<byte[]> after = chunks(changed);
        assertThat(before.size() - shared(before, after)).isLessThanOrEqualTo(6);
    }

    @Test
    void aBlockOfRowsIsCutLikeSingleRows() {
        List<byte[]> rows = rows(20_000, 100);
        byte[] all = joined(rows);
        List<byte[]> chunks = new ArrayList<>();
        var chunker = new Chunker(into(chunks));
        chunker.rows(all, 0, all.length, rows.size());
        chunker.finish();
        assertThat(chunks).containsExactlyElementsOf(chunks(rows));
    }

    @Test
    void aRowLargerThanAnyChunkIsAChunkOfItsOwn() {
        byte[] huge = new byte[ChunkSizes.DEFAULT.largest() + 1];
        Arrays.fill(huge, (byte) 'x');
        huge[huge.length - 1] = '\n';
        byte[] small = {'y', '\n'};
        assertThat(chunks(List.of(small, huge, small))).hasSize(3);
    }

    @Test
    void noRowsAreNoChunk() {
        assertThat(chunks(List.of())).isEmpty();
    }

    @Test
    void theFingerprintDoesNotDependOnTheOrder() {
        List<byte[]> rows = rows(1000, 50);
        List<byte[]> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(SEED));
        assertThat(fingerprint(shuffled)).isEqualTo(fingerprint(rows));
    }

    @Test
    void theFingerprintSeesTwins() {
        byte[] row = {'x', '\n'};
        assertThat(fingerprint(List.of(row))).isNotEqualTo(fingerprint(List.of(row, row, row)));
        assertThat(fingerprint(List.of(row, row))).isNotEqualTo(fingerprint(List.of()));
    }

    /** The hash is the published XXH3 with 128 bits, so that others can compute it: xxh128sum prints the same. */
    @Test
    void theFingerprintOfOneRowIsItsXxh3() {
        byte[] row = "hello world\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(fingerprint(List.of(row))).isEqualTo(KNOWN);
    }

    private static final String KNOWN = "eefac9d87100cd1336b2e733a5484425";

    private static String fingerprint(List<byte[]> rows) {
        var sum = new FingerprintSum();
        rows.forEach(row -> sum.rows(row, 0, row.length, 1));
        return sum.fingerprint().value();
    }
}
