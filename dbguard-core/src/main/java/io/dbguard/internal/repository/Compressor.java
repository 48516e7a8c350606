package io.dbguard.internal.repository;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.dbguard.internal.chunk.RawChunk;
import java.util.Arrays;

/** Makes zstd frames, one after the other in the same memory. Not thread-safe. */
public final class Compressor implements AutoCloseable {
    /** The fastest level; higher ones cost much more than they save (docs/decisions/0002-chunks.md). */
    private static final int LEVEL = 1;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private byte[] target = new byte[0];

    /** Creates a compressor. */
    public Compressor() {
        zstd.setLevel(LEVEL).setChecksum(true);
    }

    /**
     * Makes a frame.
     *
     * @param raw what of
     */
    public byte[] compress(RawChunk raw) {
        long bound = Math.min(Integer.MAX_VALUE - 8, Zstd.compressBound(raw.length()));
        if (target.length < bound) {
            target = new byte[(int) bound];
        }
        int size = zstd.compressByteArray(target, 0, target.length, raw.buffer(), 0, raw.length());
        return Arrays.copyOf(target, size);
    }

    @Override
    public void close() {
        zstd.close();
    }
}
