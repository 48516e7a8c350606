package io.dbguard.internal.chunk;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.spi.database.RowSink;
import java.util.Arrays;

/**
 * Cuts a table's rows into chunks. Where a cut falls depends on the rows next to it and on nothing else, so that a row
 * inserted, changed or removed somewhere moves the cuts near it but none further on, and the chunks there are found
 * again in the next backup. See docs/decisions/0002-chunks.md. Not thread-safe.
 */
public final class Chunker implements RowSink {
    private static final byte[] NONE = new byte[0];

    /** What Java adds to an array. With it, four megabytes would take five from a small heap. */
    private static final int HEADER = 16;

    private final ChunkSink out;
    private final ChunkSizes sizes;
    private final FingerprintSum sum = new FingerprintSum();
    private byte[] buffer = NONE;
    private int length;
    private long rows;

    /**
     * Creates a chunker for one table, or a piece of one.
     *
     * @param out takes each chunk
     */
    public Chunker(ChunkSink out) {
        this(out, ChunkSizes.DEFAULT);
    }

    /**
     * Creates a chunker that cuts to other sizes.
     *
     * @param out takes each chunk
     * @param sizes how large chunks are to be
     */
    public Chunker(ChunkSink out, ChunkSizes sizes) {
        this.out = out;
        this.sizes = sizes;
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
        if (rows > 0 && (long) length + size > sizes.largest()) {
            emit();
        }
        reserve(size);
        System.arraycopy(source, offset, buffer, length, size);
        length += size;
        rows++;
        HashValue128 hash = FingerprintSum.hash(source, offset, size);
        sum.add(hash);
        if (length >= sizes.smallest() && isCut(hash, size)) {
            emit();
        }
    }

    /** A row is the last of its chunk with a probability in proportion to its size. */
    private boolean isCut(HashValue128 hash, int size) {
        long dice = hash.getLeastSignificantBits() >>> 1;
        return dice < Long.MAX_VALUE / sizes.spread() * Math.min(size, sizes.spread());
    }

    /** The buffer is not ours any more, even if the other side fails. */
    private void emit() {
        var chunk = new RawChunk(buffer, length, rows);
        buffer = NONE;
        length = 0;
        rows = 0;
        out.chunk(chunk);
    }

    private void reserve(int more) {
        if (length == 0 && buffer.length == 0) {
            buffer = out.buffer();
        }
        if (length + more > buffer.length) {
            int most = sizes.largest() - HEADER;
            buffer = Arrays.copyOf(buffer, Math.max(length + more, Math.min(most, 2 * buffer.length)));
        }
    }
}
