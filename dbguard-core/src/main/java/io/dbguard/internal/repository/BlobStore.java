package io.dbguard.internal.repository;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.OptionalLong;

/** Stores chunks as blobs, each a zstd frame of its own named by its own digest, and reads them back. */
public final class BlobStore {
    /** The fastest level; higher ones cost much more than they save (docs/decisions/0002-chunks.md). */
    private static final int LEVEL = 1;

    private final Storage storage;

    BlobStore(Storage storage) {
        this.storage = storage;
    }

    /**
     * A chunk that is stored, and whether it had to be written.
     *
     * @param chunk where it is
     * @param written whether the blob is new
     */
    public record Stored(Chunk chunk, boolean written) {}

    /**
     * Stores a chunk, unless its rows are there already.
     *
     * @param raw the rows
     * @param known chunks that earlier backups stored
     */
    public Stored put(RawChunk raw, KnownChunks known) {
        String digest = Sha256.of(raw.buffer(), 0, raw.length());
        Chunk before = known.find(digest);
        if (before != null && isThere(before)) {
            return new Stored(before, false);
        }
        byte[] stored = compress(raw);
        String name = Sha256.of(stored);
        var chunk = new Chunk(name, raw.rows(), raw.length(), stored.length, digest);
        boolean written = !isThere(name, stored.length);
        if (written) {
            write(name, stored);
        } else {
            settle(name);
        }
        known.add(chunk);
        return new Stored(chunk, written);
    }

    /**
     * Reads a chunk and checks every byte of it.
     *
     * @param chunk where it is
     * @return its rows
     * @throws DamagedBlobException if the blob is missing or not what was stored
     */
    public byte[] get(Chunk chunk) {
        String path = RepositoryPaths.blob(chunk.blob());
        byte[] stored;
        try {
            stored = storage.read(path);
        } catch (NoSuchFileException e) {
            throw new DamagedBlobException(chunk, "it is missing");
        } catch (IOException e) {
            throw Places.cannotRead(storage, path, e);
        }
        if (stored.length != chunk.storedBytes()) {
            throw new DamagedBlobException(
                    chunk, "it has " + stored.length + " bytes instead of " + chunk.storedBytes());
        }
        if (!Sha256.of(stored).equals(chunk.blob())) {
            throw new DamagedBlobException(chunk, "its content does not match its name");
        }
        byte[] raw = decompress(chunk, stored);
        if (!Sha256.of(raw).equals(chunk.digest())) {
            throw new DamagedBlobException(chunk, "its rows do not match the manifest");
        }
        return raw;
    }

    /**
     * Returns all rows of a table, each byte checked before it is handed out.
     *
     * @param content the table
     */
    public RowSource rows(TableContent content) {
        return sink -> {
            for (Chunk chunk : content.chunks()) {
                byte[] rows = get(chunk);
                sink.rows(rows, 0, rows.length, Math.toIntExact(chunk.rows()));
            }
        };
    }

    /**
     * Returns whether a chunk's blob is there, as far as its size tells.
     *
     * @param chunk where it should be
     */
    public boolean isThere(Chunk chunk) {
        return isThere(chunk.blob(), chunk.storedBytes());
    }

    /** A blob of another size is a torn one; it is then written again. */
    private boolean isThere(String name, long size) {
        String path = RepositoryPaths.blob(name);
        try {
            OptionalLong found = storage.size(path);
            return found.isPresent() && found.getAsLong() == size;
        } catch (IOException e) {
            throw Places.cannotRead(storage, path, e);
        }
    }

    private void write(String name, byte[] stored) {
        String path = RepositoryPaths.blob(name);
        try {
            storage.replace(path, stored);
        } catch (IOException e) {
            throw Places.cannotWrite(storage, path, e);
        }
    }

    /** The blob belongs to no backup that is known; whoever wrote it may have been killed before it was on the disk. */
    private void settle(String name) {
        String path = RepositoryPaths.blob(name);
        try {
            storage.settle(path);
        } catch (IOException e) {
            throw Places.cannotWrite(storage, path, e);
        }
    }

    private static byte[] compress(RawChunk raw) {
        byte[] target = new byte[(int) Math.min(Integer.MAX_VALUE - 8, Zstd.compressBound(raw.length()))];
        try (var zstd = new ZstdCompressCtx()) {
            zstd.setLevel(LEVEL).setChecksum(true);
            int size = zstd.compressByteArray(target, 0, target.length, raw.buffer(), 0, raw.length());
            return Arrays.copyOf(target, size);
        }
    }

    private static byte[] decompress(Chunk chunk, byte[] stored) {
        try {
            byte[] raw = Zstd.decompress(stored, Math.toIntExact(chunk.rawBytes()));
            if (raw.length != chunk.rawBytes()) {
                throw new DamagedBlobException(
                        chunk, "it unpacks to " + raw.length + " bytes instead of " + chunk.rawBytes());
            }
            return raw;
        } catch (ZstdException e) {
            throw new DamagedBlobException(chunk, "it cannot be unpacked");
        }
    }
}
