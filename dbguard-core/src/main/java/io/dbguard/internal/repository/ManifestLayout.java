package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Which files say what of a backup. Each file is known by what its name has after the backup's. Thread-safe. */
interface ManifestLayout {

    /** Gives the content of a file, every byte of it checked. */
    @FunctionalInterface
    interface Files {
        byte[] get(String suffix);
    }

    /** Returns the suffixes of all files, the manifest's own last, in the order in which they are written. */
    List<String> suffixes();

    /** Returns the content of all files. */
    Map<String, byte[]> write(Manifest manifest);

    /** Returns everything, after a comparison of what the files say of each other. */
    Manifest read(Files files) throws IOException;

    /** Returns what a list of backups shows. Needs no identity. */
    ManifestJson.Head readHead(Files files) throws IOException;

    /** Returns the blobs that the backup needs, each once. Needs no identity. */
    List<StoredBlob> readBlobs(Files files) throws IOException;

    /** Returns a collection for what {@link #readBlobs} returns. */
    KnownChunks newKnownChunks();
}
