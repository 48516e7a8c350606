package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chunks that are stored already, found by the digest of their rows. Not thread-safe. */
public final class KnownChunks {
    private final Map<String, Chunk> byDigest = new HashMap<>();

    /**
     * Adds all chunks of an earlier backup.
     *
     * @param manifest its manifest
     */
    public void addAll(Manifest manifest) {
        for (TableContent table : manifest.tables()) {
            table.chunks().forEach(this::add);
        }
    }

    void add(Chunk chunk) {
        byDigest.put(chunk.digest(), chunk);
    }

    @Nullable
    Chunk find(String digest) {
        return byDigest.get(digest);
    }
}
