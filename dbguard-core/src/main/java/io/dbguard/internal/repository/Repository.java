package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A repository in a storage: blobs, manifests, and a descriptor that says what the place is. Thread-safe. */
public final class Repository {
    private static final Logger LOG = LoggerFactory.getLogger(Repository.class);

    private final Storage storage;
    private final BlobStore blobs;
    private final ManifestStore manifests;
    private final Verifications verifications;
    private final Optional<Damage> damage;

    private Repository(Storage storage, Optional<Damage> damage) {
        this.storage = storage;
        this.damage = damage;
        this.blobs = new BlobStore(storage);
        this.manifests = new ManifestStore(storage);
        this.verifications = new Verifications(storage);
    }

    /**
     * Opens a repository for reading. Backups can be read without the descriptor, so one that is damaged is no obstacle;
     * see {@link #damage()}.
     *
     * @param storage where it is
     * @throws RequestException if there is none
     * @throws RepositoryException if it is of a newer format, or cannot be read
     */
    public static Repository open(Storage storage) {
        try {
            checkDescriptor(storage);
        } catch (SealedJson.UnsealedException e) {
            LOG.warn("{} in {} is damaged: {}", RepositoryPaths.DESCRIPTOR, storage.describe(), e.getMessage());
            return new Repository(storage, Optional.of(new Damage(RepositoryPaths.DESCRIPTOR, "", IoReason.of(e))));
        } catch (NoSuchFileException e) {
            throw new RequestException(
                    "There is no dbguard repository in " + storage.describe(),
                    "nothing was changed",
                    "check the path, or take a first backup there",
                    e);
        } catch (IOException e) {
            throw unusable(storage, e);
        }
        return new Repository(storage, Optional.empty());
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
        return new Repository(storage, Optional.empty());
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

    /** Returns what is wrong with the descriptor, if anything is. */
    public Optional<Damage> damage() {
        return damage;
    }

    /** Returns who may work with this at the same time. */
    public RepositoryLocks locks() {
        return new RepositoryLocks(storage);
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
            storage.create(RepositoryPaths.DESCRIPTOR, SealedJson.write(descriptor));
        } catch (IOException e) {
            throw Places.cannotWrite(storage, RepositoryPaths.DESCRIPTOR, e);
        }
    }

    private static void checkDescriptor(Storage storage) throws IOException {
        JsonNode descriptor = SealedJson.read(storage.read(RepositoryPaths.DESCRIPTOR));
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
