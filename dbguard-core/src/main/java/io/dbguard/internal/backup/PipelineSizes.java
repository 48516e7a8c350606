package io.dbguard.internal.backup;

import io.dbguard.internal.chunk.ChunkSizes;

/**
 * How much a backup does at once. It goes by the memory that Java may use, of which a quarter at the most goes into it:
 * 64 MB are enough for any database.
 *
 * @param buffers how many chunks there are between the database and the compression, each of which may take the memory
 *     of a largest one
 * @param compressors how many chunks are compressed at once, which takes as much memory again
 * @param threads how many chunks are on their way to the storage at once
 */
record PipelineSizes(int buffers, int compressors, int threads) {
    private static final int LEAST = 3;

    /** Most of the time they wait for the disk, and a disk that is asked by several at once answers them together. */
    private static final int MOST_THREADS = 8;

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
        int threads = (int) Math.max(LEAST, Math.min(MOST_THREADS, room));
        return new PipelineSizes(buffers, compressors, threads);
    }

    /** Returns the size of a buffer that is large enough for every chunk but one with a single huge row. */
    int largestBuffer() {
        return ChunkSizes.DEFAULT.largest();
    }
}
