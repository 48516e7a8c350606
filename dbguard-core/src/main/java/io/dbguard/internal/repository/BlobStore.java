package io.dbguard.internal.repository;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.seal.Sealing;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.RowSource;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Stores chunks as blobs, each a zstd frame of its own named by its own digest, and reads them back. Thread-safe. */
public final class BlobStore {
    private final Storage storage;
    private final RepositoryPaths paths;
    private final Sealing sealing;
    private final boolean doubting;

    BlobStore(Storage storage, RepositoryPaths paths, Sealing sealing) {
        this(storage, paths, sealing, false);
    }

    private BlobStore(Storage storage, RepositoryPaths paths, Sealing sealing, boolean doubting) {
        this.storage = storage;
        this.paths = paths;
        this.sealing = sealing;
        this.doubting = doubting;
    }

    /**
     * Returns the same blobs for a writer that knows of damage: each that is there already is read before anything relies
     * on it, and one that is damaged is written again.
     */
    public BlobStore doubting() {
        return new BlobStore(storage, paths, sealing, true);
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
        try (var compressor = new Compressor()) {
            String digest = digest(raw);
            Chunk before = find(digest, known);
            if (before != null) {
                return new Stored(before, false);
            }
            Stored stored = write(pack(raw, digest, compressor));
            known.add(stored.chunk());
            settle(List.of(stored.chunk()));
            return stored;
        }
    }

    /** Returns what stands for the rows of a chunk. */
    public String digest(RawChunk raw) {
        return Sha256.of(raw.buffer(), 0, raw.length());
    }

    /**
     * Returns the chunk with the same rows, null if there is none.
     *
     * @param digest stands for the rows
     * @param known chunks that earlier backups stored
     */
    public @Nullable Chunk find(String digest, KnownChunks known) {
        Chunk before = known.find(digest);
        return before != null && isThere(before) ? before : null;
    }

    /** A blob that is ready to be written, and what it will hold. */
    public static final class Packed {
        private final Chunk chunk;
        private final byte[] stored;

        private Packed(Chunk chunk, byte[] stored) {
            this.chunk = chunk;
            this.stored = stored;
        }
    }

    /**
     * Makes a blob, after which the rows are not needed any more.
     *
     * @param raw the rows
     * @param digest stands for them
     * @param compressor makes a zstd frame of them
     */
    public Packed pack(RawChunk raw, String digest, Compressor compressor) {
        return pack(compressor.compress(raw), raw.rows(), raw.length(), digest);
    }

    private Packed pack(byte[] compressed, long rows, long rawBytes, String digest) {
        byte[] stored = sealing.seal(compressed);
        return new Packed(new Chunk(Sha256.of(stored), rows, rawBytes, stored.length, digest), stored);
    }

    /**
     * Writes a blob, unless there is one of its name. It is whole under its name or not there; it lasts when
     * {@link #settle} was asked for it. Only then may a manifest name it.
     *
     * @param packed what to write
     */
    public Stored write(Packed packed) {
        boolean missing = !isThere(packed.chunk);
        if (missing) {
            write(packed.chunk.blob(), packed.stored);
        }
        return new Stored(packed.chunk, missing);
    }

    /**
     * Sees to it that blobs survive a power loss, also those that were found: one that belongs to no known backup may have
     * been left by somebody who was killed before it was on the disk.
     *
     * @param chunks which blobs
     */
    public void settle(Collection<Chunk> chunks) {
        try {
            storage.settle(chunks.stream().map(chunk -> path(chunk.blob())).toList());
        } catch (IOException e) {
            throw Places.cannotWrite(storage, RepositoryPaths.BLOBS, e);
        }
    }

    /**
     * Reads a chunk and checks every byte of it.
     *
     * @param chunk where it is
     * @return its rows
     * @throws DamagedBlobException if the blob is missing or not what was stored
     */
    public byte[] get(Chunk chunk) {
        return unpack(chunk, open(chunk, stored(chunk)));
    }

    /**
     * Reads the stored bytes of a chunk and checks them against its name. Needs no identity, and opens nothing.
     *
     * @param chunk where it is
     * @throws DamagedBlobException if the blob is missing or not what was stored
     */
    public byte[] stored(Chunk chunk) {
        String path = paths.blob(chunk.blob());
        byte[] stored;
        try {
            stored = storage.read(path);
        } catch (NoSuchFileException e) {
            throw new DamagedBlobException(path, "it is missing");
        } catch (IOException e) {
            throw Places.cannotRead(storage, path, e);
        }
        if (stored.length != chunk.storedBytes()) {
            throw new DamagedBlobException(
                    path, "it has " + stored.length + " bytes instead of " + chunk.storedBytes());
        }
        if (!Sha256.of(stored).equals(chunk.blob())) {
            throw new DamagedBlobException(path, "its content does not match its name");
        }
        return stored;
    }

    /**
     * Stores a chunk again in another repository of the same place, for other recipients.
     *
     * @param chunk where it is
     * @param to seals it anew
     * @return where it is now
     */
    Chunk copy(Chunk chunk, BlobStore to) {
        byte[] compressed = open(chunk, stored(chunk));
        unpack(chunk, compressed);
        Chunk copied = to.write(to.pack(compressed, chunk.rows(), chunk.rawBytes(), chunk.digest()))
                .chunk();
        to.settle(List.of(copied));
        return copied;
    }

    private byte[] open(Chunk chunk, byte[] stored) {
        try {
            return sealing.open(stored);
        } catch (IOException e) {
            throw damaged(chunk, "it cannot be decrypted");
        }
    }

    /**
     * Returns an exception that says what is wrong with a blob.
     *
     * @param chunk where it is
     * @param what what is wrong with it
     */
    public DamagedBlobException damaged(Chunk chunk, String what) {
        return new DamagedBlobException(paths.blob(chunk.blob()), what);
    }

    /**
     * Returns all rows of a table, each byte checked before it is handed out.
     *
     * @param content the table
     */
    public RowSource rows(TableContent content) {
        return rows(content.chunks());
    }

    /**
     * Returns the rows of some chunks, each byte checked before it is handed out.
     *
     * @param chunks at least one, or none
     */
    public RowSource rows(List<Chunk> chunks) {
        return sink -> {
            if (chunks.size() == 1) {
                send(chunks.get(0), get(chunks.get(0)), sink);
                return;
            }
            try (var ahead = new ChunksAhead(chunks, this::get)) {
                chunks.forEach(chunk -> send(chunk, ahead.next(), sink));
            }
        };
    }

    private static void send(Chunk chunk, byte[] rows, RowSink sink) {
        sink.rows(rows, 0, rows.length, Math.toIntExact(chunk.rows()));
    }

    /**
     * Returns whether a chunk's blob is there, as far as its size tells, or for certain where there is doubt.
     *
     * @param chunk where it should be
     */
    public boolean isThere(Chunk chunk) {
        return isThere(chunk.blob(), chunk.storedBytes());
    }

    /** Returns where a blob is. */
    String path(String name) {
        return paths.blob(name);
    }

    /** A blob of another size is a torn one; it is then written again. */
    private boolean isThere(String name, long size) {
        String path = paths.blob(name);
        try {
            OptionalLong found = storage.size(path);
            return found.isPresent() && found.getAsLong() == size && (!doubting || isWhole(name, path));
        } catch (IOException e) {
            throw Places.cannotRead(storage, path, e);
        }
    }

    private boolean isWhole(String name, String path) throws IOException {
        try {
            return Sha256.of(storage.read(path)).equals(name);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void write(String name, byte[] stored) {
        String path = paths.blob(name);
        try {
            storage.stage(path, stored);
        } catch (IOException e) {
            throw Places.cannotWrite(storage, path, e);
        }
    }

    private byte[] unpack(Chunk chunk, byte[] compressed) {
        byte[] raw = decompress(chunk, compressed);
        if (!Sha256.of(raw).equals(chunk.digest())) {
            throw damaged(chunk, "its rows do not match the manifest");
        }
        return raw;
    }

    private byte[] decompress(Chunk chunk, byte[] stored) {
        try {
            byte[] raw = Zstd.decompress(stored, Math.toIntExact(chunk.rawBytes()));
            if (raw.length != chunk.rawBytes()) {
                throw damaged(chunk, "it unpacks to " + raw.length + " bytes instead of " + chunk.rawBytes());
            }
            return raw;
        } catch (ZstdException e) {
            throw damaged(chunk, "it cannot be unpacked");
        }
    }
}
