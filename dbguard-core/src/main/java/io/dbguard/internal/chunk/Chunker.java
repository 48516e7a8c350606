package io.dbguard.internal.chunk;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.spi.database.RowSink;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Cuts a table's rows into chunks. Where a cut falls depends on the rows next to it and on nothing else, so that a row
 * inserted, changed or removed somewhere moves the cuts near it but none further on, and the chunks there are found
 * again in the next backup. See docs/decisions/0002-chunks.md. Not thread-safe.
 */
public final class Chunker implements RowSink {
    /** No chunk is smaller, unless the table ends. */
    static final int SMALLEST = 256 << 10;

    /** How many bytes follow on the average before a chunk of the smallest size is cut. */
    static final int SPREAD = 768 << 10;

    /** No chunk grows beyond this, unless a single row does. */
    static final int LARGEST = 4 << 20;

    private final Consumer<RawChunk> out;
    private final FingerprintSum sum = new FingerprintSum();
    private byte[] buffer = new byte[64 << 10];
    private int length;
    private long rows;

    /**
     * Creates a chunker for one table.
     *
     * @param out takes each chunk, and must be done with it when it returns
     */
    public Chunker(Consumer<RawChunk> out) {
        this.out = out;
    }

    @Override
    public void rows(byte[] source, int offset, int size, int count) {
        RowCutter.eachRow(source, offset, size, count, (at, rowSize) -> row(source, at, rowSize));
    }

    /** Hands the last chunk on, if there are rows left. */
    public void finish() {
        if (rows > 0) {
            emit();
        }
    }

    /** Returns the sum over all rows so far. */
    public FingerprintSum sum() {
        return sum;
    }

    private void row(byte[] source, int offset, int size) {
        if (rows > 0 && (long) length + size > LARGEST) {
            emit();
        }
        reserve(size);
        System.arraycopy(source, offset, buffer, length, size);
        length += size;
        rows++;
        HashValue128 hash = FingerprintSum.hash(source, offset, size);
        sum.add(hash);
        if (length >= SMALLEST && isCut(hash, size)) {
            emit();
        }
    }

    /** A row is the last of its chunk with a probability in proportion to its size. */
    private static boolean isCut(HashValue128 hash, int size) {
        long dice = hash.getLeastSignificantBits() >>> 1;
        return dice < Long.MAX_VALUE / SPREAD * Math.min(size, SPREAD);
    }

    private void emit() {
        out.accept(new RawChunk(buffer, length, rows));
        length = 0;
        rows = 0;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(length + more, Math.min(LARGEST, 2 * buffer.length)));
        }
    }
}
