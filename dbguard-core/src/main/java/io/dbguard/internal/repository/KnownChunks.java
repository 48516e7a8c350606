package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Chunk;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chunks that are stored already, found by the digest of their rows. Thread-safe. */
public final class KnownChunks {
    private final Map<String, StoredBlob> byKey = new ConcurrentHashMap<>();
    private final UnaryOperator<String> keying;

    /** Creates a collection for a plain repository. */
    public KnownChunks() {
        this(UnaryOperator.identity());
    }

    /**
     * Creates an empty collection.
     *
     * @param keying makes the key under which a chunk is remembered from the digest of its rows
     */
    KnownChunks(UnaryOperator<String> keying) {
        this.keying = keying;
    }

    /**
     * Adds all chunks of an earlier backup.
     *
     * @param blobs what it needs
     */
    public void addAll(List<StoredBlob> blobs) {
        blobs.forEach(blob -> blob.key().ifPresent(key -> byKey.put(key, blob)));
    }

    /**
     * Adds a chunk.
     *
     * @param chunk is stored
     */
    public void add(Chunk chunk) {
        byKey.put(keying.apply(chunk.digest()), StoredBlob.of(chunk, Optional.empty()));
    }

    /**
     * Returns the chunk with the same rows, which should be there, null if there is none.
     *
     * @param digest stands for the rows
     */
    public @Nullable Chunk find(String digest) {
        StoredBlob blob = byKey.get(keying.apply(digest));
        return blob == null ? null : blob.chunk(digest);
    }
}
