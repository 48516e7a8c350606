package io.dbguard.internal.backup;

import io.dbguard.internal.chunk.ChunkSizes;

/**
 * How much a backup does at once. It goes by the memory that Java may use, of which a quarter at the most goes into it:
 * 64 MB are enough for any database.
 *
 * @param buffers how many chunks there are between the database and the compression, each of which may take the memory
 *     of a largest one
 * @param compressors how many chunks are compressed at once, which takes as much memory again
 */
record PipelineSizes(int buffers, int compressors) {
    private static final int LEAST = 3;

    /**
     * Returns what is right for this process.
     *
     * @param readers how many connections are read at once
     */
    static PipelineSizes of(int readers) {
        int cores = Math.min(4, Runtime.getRuntime().availableProcessors());
        long room = Runtime.getRuntime().maxMemory() / 4 / ChunkSizes.DEFAULT.largest();
        int compressors = (int) Math.max(1, Math.min(cores, room / 4));
        int buffers = (int) Math.max(LEAST, Math.min(2L * readers + cores, room - compressors));
        return new PipelineSizes(buffers, compressors);
    }

    /** Returns the size of a buffer that is large enough for every chunk but one with a single huge row. */
    int largestBuffer() {
        return ChunkSizes.DEFAULT.largest();
    }
}
