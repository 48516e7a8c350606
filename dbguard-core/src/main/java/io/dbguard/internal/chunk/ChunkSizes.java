package io.dbguard.internal.chunk;

/**
 * How large chunks are to be, in bytes of rows.
 *
 * @param smallest no chunk is smaller, unless the table ends
 * @param spread how many bytes follow on the average before a chunk of the smallest size is cut
 * @param largest no chunk grows beyond this, unless a single row does
 */
public record ChunkSizes(int smallest, int spread, int largest) {
    /** What repositories are written with; the figures are in docs/decisions/0002-chunks.md. */
    public static final ChunkSizes DEFAULT = new ChunkSizes(256 << 10, 768 << 10, 4 << 20);
}
