package io.dbguard.benchmarks;

import com.github.luben.zstd.Zstd;
import io.dbguard.internal.chunk.ChunkSink;
import io.dbguard.internal.chunk.ChunkSizes;
import io.dbguard.internal.chunk.Chunker;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.chunk.RawChunk;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What chunk sizes, compression levels and row hashes cost and save: the figures of docs/decisions/0002-chunks.md. */
public final class ChunkFigures {
    private static final long SEED = 42;
    private static final int BACKUPS = 10;
    private static final int KB = 1024;

    private ChunkFigures() {}

    /** Measures with as many megabytes of rows as the first argument says; 256 without one. */
    public static void main(String[] arguments) throws Exception {
        long bytes = (arguments.length > 0 ? Long.parseLong(arguments[0]) : 256) << 20;
        System.out.println(
                "Space of " + BACKUPS + " backups against one; 1 % of neighbouring rows changed between two");
        System.out.println("smallest  average   blobs    first MB   in place   moved");
        for (int kilobytes : new int[] {64, 128, 256, 512, 1024}) {
            var sizes = new ChunkSizes(kilobytes * KB, 3 * kilobytes * KB, 16 * kilobytes * KB);
            Growth inPlace = growth(sizes, bytes, table -> table.changeInPlace(0.01));
            Growth moved = growth(sizes, bytes, table -> table.changeAndMove(0.01));
            System.out.printf(
                    Locale.ROOT,
                    "%5d KB  %5d KB  %6d  %9.1f  %8.3f  %7.3f%n",
                    kilobytes,
                    inPlace.average >> 10,
                    inPlace.blobs,
                    inPlace.first / 1e6,
                    inPlace.ratio,
                    moved.ratio);
        }
        compression(bytes / 4);
        rowHashes(bytes);
    }

    private record Growth(long first, int blobs, long average, double ratio) {}

    private static Growth growth(ChunkSizes sizes, long bytes, Consumer<SampleTable> change) throws Exception {
        var table = new SampleTable(SEED, bytes);
        Map<String, Integer> blobs = new HashMap<>();
        long first = 0;
        int firstBlobs = 0;
        for (int i = 0; i < BACKUPS; i++) {
            store(table.rows(), sizes, blobs);
            if (i == 0) {
                first = sum(blobs);
                firstBlobs = blobs.size();
            }
            change.accept(table);
        }
        return new Growth(first, firstBlobs, bytes / firstBlobs, (double) sum(blobs) / first);
    }

    private static void store(List<byte[]> rows, ChunkSizes sizes, Map<String, Integer> blobs) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        var chunker = new Chunker(
                new ChunkSink() {
                    @Override
                    public byte[] buffer() {
                        return new byte[1 << 20];
                    }

                    @Override
                    public void chunk(RawChunk raw) {
                        sha.update(raw.buffer(), 0, raw.length());
                        blobs.computeIfAbsent(
                                Arrays.toString(sha.digest()),
                                digest -> Zstd.compress(Arrays.copyOf(raw.buffer(), raw.length()), 1).length);
                    }
                },
                sizes);
        rows.forEach(row -> chunker.rows(row, 0, row.length, 1));
        chunker.finish();
    }

    private static long sum(Map<String, Integer> blobs) {
        return blobs.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static void compression(long bytes) {
        List<byte[]> rows = new SampleTable(SEED, bytes).rows();
        var chunk = new java.io.ByteArrayOutputStream();
        rows.stream().limit(5000).forEach(chunk::writeBytes);
        byte[] raw = chunk.toByteArray();
        System.out.println("zstd level, MB/s, share of the raw size");
        for (int level : new int[] {1, 1, 3, 6, 9, 19}) {
            int size = 0;
            int rounds = level > 9 ? 3 : 40;
            long start = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                size = Zstd.compress(raw, level).length;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%5d  %6.0f  %.3f%n",
                    level,
                    rounds * raw.length / 1e6 / seconds,
                    (double) size / raw.length);
        }
    }

    private static void rowHashes(long bytes) throws Exception {
        List<byte[]> rows = new SampleTable(SEED, bytes).rows();
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            rows.forEach(sha::digest);
            double shaSeconds = (System.nanoTime() - start) / 1e9;
            var sum = new FingerprintSum();
            start = System.nanoTime();
            rows.forEach(row -> sum.rows(row, 0, row.length, 1));
            double xxhSeconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "row hashes, MB/s: SHA-256 %.0f, XXH3-128 %.0f%n",
                    bytes / 1e6 / shaSeconds,
                    bytes / 1e6 / xxhSeconds);
        }
    }
}
