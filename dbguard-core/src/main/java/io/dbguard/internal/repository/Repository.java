package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.UUID;

/** A repository in a storage: blobs, manifests, and a descriptor that says what the place is. Thread-safe. */
public final class Repository {
    private final Storage storage;
    private final BlobStore blobs;
    private final ManifestStore manifests;
    private final Verifications verifications;

    private Repository(Storage storage) {
        this.storage = storage;
        this.blobs = new BlobStore(storage);
        this.manifests = new ManifestStore(storage);
        this.verifications = new Verifications(storage);
    }

    /**
     * Opens a repository for reading.
     *
     * @param storage where it is
     * @throws RequestException if there is none
     * @throws RepositoryException if it is of a newer format, or cannot be read
     */
    public static Repository open(Storage storage) {
        try {
            checkDescriptor(storage);
        } catch (NoSuchFileException e) {
            throw new RequestException(
                    "There is no dbguard repository in " + storage.describe(),
                    "nothing was changed",
                    "check the path, or take a first backup there",
                    e);
        } catch (IOException e) {
            throw unusable(storage, e);
        }
        return new Repository(storage);
    }

    /**
     * Opens a repository for writing, and creates it first where the place is empty.
     *
     * @param storage where it is
     */
    public static Repository openOrCreate(Storage storage) {
        try {
            checkDescriptor(storage);
        } catch (NoSuchFileException e) {
            create(storage);
        } catch (IOException e) {
            throw unusable(storage, e);
        }
        return new Repository(storage);
    }

    /** Returns the rows. */
    public BlobStore blobs() {
        return blobs;
    }

    /** Returns the manifests. */
    public ManifestStore manifests() {
        return manifests;
    }

    /** Returns when which backup was found intact. */
    public Verifications verifications() {
        return verifications;
    }

    /** Returns the place, for what stands beside rows and manifests. */
    public Storage storage() {
        return storage;
    }

    /** Returns what a person would call this place. */
    public String describe() {
        return storage.describe();
    }

    private static void create(Storage storage) {
        var descriptor = ManifestJson.MAPPER
                .createObjectNode()
                .put("format", ManifestJson.FORMAT)
                .put("id", UUID.randomUUID().toString())
                .put("created", Instant.now().toString());
        try {
            // Whoever loses a race against another process finds the other's descriptor, which is as good.
            storage.create(
                    RepositoryPaths.DESCRIPTOR,
                    ManifestJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(descriptor));
        } catch (IOException e) {
            throw Places.cannotWrite(storage, RepositoryPaths.DESCRIPTOR, e);
        }
    }

    private static void checkDescriptor(Storage storage) throws IOException {
        JsonNode descriptor = ManifestJson.MAPPER.readTree(storage.read(RepositoryPaths.DESCRIPTOR));
        if (!descriptor.path("format").isInt()) {
            throw new IOException("its dbguard.json does not say which format it has");
        }
        NewerFormatException.check(descriptor.path("format").intValue());
    }

    private static RepositoryException unusable(Storage storage, IOException e) {
        return e instanceof NewerFormatException
                ? new RepositoryException(
                        "Cannot use the repository in " + storage.describe() + ": " + e.getMessage(),
                        "nothing was changed",
                        "use the newer dbguard that created it",
                        e)
                : Places.cannotRead(storage, RepositoryPaths.DESCRIPTOR, e);
    }
}
