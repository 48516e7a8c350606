package io.dbguard.internal.backup;

import io.dbguard.internal.chunk.ChunkSizes;

/**
 * How much a backup does at once. It goes by the memory that Java may use, of which about a quarter goes into it at the
 * most: 64 MB are enough for any database.
 *
 * @param buffers how many chunks there are between the database and the compression, each of which may take the memory
 *     of a largest one
 * @param compressors how many chunks are compressed at once, which takes as much memory again
 * @param spareCores how many chunks may be digested and compressed by others than those who read them
 */
record PipelineSizes(int buffers, int compressors, int spareCores) {
    private static final int LEAST = 3;
    private static final int MANY = 4;

    /**
     * Returns what is right for this process.
     *
     * @param readers how many connections are read at once
     */
    static PipelineSizes of(int readers) {
        return of(
                readers,
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory());
    }

    /** Each reader keeps one core busy, and the server, which may be on the same machine, another one. */
    static PipelineSizes of(int readers, int cores, long memory) {
        int spare = Math.max(0, Math.min(MANY, cores - 2 * readers));
        long room = memory / 4 / ChunkSizes.DEFAULT.largest();
        int compressors = (int) Math.max(1, Math.min(Math.min(MANY, readers) + spare, room / 2));
        int buffers = (int) Math.max(LEAST, Math.min(2L * (readers + spare) + 2, room - compressors));
        return new PipelineSizes(buffers, compressors, spare);
    }

    /** Returns the size of a buffer that is large enough for every chunk but one with a single huge row. */
    int largestBuffer() {
        return ChunkSizes.DEFAULT.largest();
    }
}
