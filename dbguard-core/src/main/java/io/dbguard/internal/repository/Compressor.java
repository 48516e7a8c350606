package io.dbguard.internal.repository;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.dbguard.internal.chunk.RawChunk;
import java.util.Arrays;

/** Makes zstd frames, one after the other in the same memory. Not thread-safe. */
public final class Compressor implements AutoCloseable {
    /** The fastest level; higher ones cost much more than they save (docs/decisions/0002-chunks.md). */
    private static final int LEVEL = 1;

    private static final int SMALL = 1 << 10;

    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private byte[] target = new byte[SMALL];

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
        reserve(raw.length() / 2);
        try {
            return frame(raw);
        } catch (ZstdException e) {
            if (e.getErrorCode() != Zstd.errDstSizeTooSmall()) {
                throw e;
            }
            reserve(Zstd.compressBound(raw.length()));
            return frame(raw);
        }
    }

    private byte[] frame(RawChunk raw) {
        int size = zstd.compressByteArray(target, 0, target.length, raw.buffer(), 0, raw.length());
        return Arrays.copyOf(target, size);
    }

    /** Most rows shrink to much less than half, and memory is dear. */
    private void reserve(long size) {
        if (target.length < size) {
            target = new byte[(int) Math.min(Integer.MAX_VALUE - 8, size)];
        }
    }

    @Override
    public void close() {
        zstd.close();
    }
}
