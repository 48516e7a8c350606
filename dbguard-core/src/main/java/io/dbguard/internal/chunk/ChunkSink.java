package io.dbguard.internal.chunk;

/** Takes chunks, and gives the buffers in which they are made. So a chunk can be worked on while the next one is read. */
public interface ChunkSink {

    /** Returns a buffer to fill, of any size but empty; may wait until one is free. */
    byte[] buffer();

    /**
     * Takes a chunk.
     *
     * @param chunk whose buffer belongs to the sink from now on
     */
    void chunk(RawChunk chunk);
}
