package io.dbguard.internal.chunk;

/** Neighbouring rows of one table, not yet compressed. */
public final class RawChunk {
    private final byte[] buffer;
    private final int length;
    private final long rows;

    /**
     * Creates a chunk around a buffer, without a copy.
     *
     * @param buffer holds the rows from its start
     * @param length the size of the rows
     * @param rows how many rows there are
     */
    public RawChunk(byte[] buffer, int length, long rows) {
        this.buffer = buffer;
        this.length = length;
        this.rows = rows;
    }

    /** Returns the buffer, which may be larger than the rows. */
    public byte[] buffer() {
        return buffer;
    }

    /** Returns the size of the rows. */
    public int length() {
        return length;
    }

    /** Returns how many rows there are. */
    public long rows() {
        return rows;
    }
}
