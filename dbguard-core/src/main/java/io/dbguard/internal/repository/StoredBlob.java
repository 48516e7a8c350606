package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Chunk;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A blob that a backup needs, as far as it is known without opening the manifest.
 *
 * @param blob its name
 * @param rows how many rows it holds
 * @param rawBytes the size of the rows in COPY text format
 * @param storedBytes its size
 * @param key stands for the rows, for a writer that has the same rows again; empty if none may find it so
 */
public record StoredBlob(String blob, long rows, long rawBytes, long storedBytes, Optional<String> key) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    static StoredBlob of(Chunk chunk, Optional<String> key) {
        return new StoredBlob(chunk.blob(), chunk.rows(), chunk.rawBytes(), chunk.storedBytes(), key);
    }

    /**
     * Returns the chunk that it holds.
     *
     * @param digest the SHA-256 of its rows, empty if that is not known
     */
    public Chunk chunk(String digest) {
        return new Chunk(blob, rows, rawBytes, storedBytes, digest);
    }

    /** A name leads to a file, and whoever wrote the manifest may not wish us well. */
    static void checkName(String blob) throws IOException {
        if (!SHA_256.matcher(blob).matches()) {
            throw new IOException("it names a blob that cannot be one");
        }
    }
}
