package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.repository.Descriptor.Encryption;
import io.dbguard.internal.seal.AgeSealing;
import io.dbguard.internal.seal.Sealing;
import io.dbguard.internal.sign.Signatures;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A repository in a storage: blobs, manifests, and a descriptor that says what the place is. Thread-safe. */
public final class Repository {
    private static final Logger LOG = LoggerFactory.getLogger(Repository.class);

    private final Storage storage;
    private final RepositoryKeys keys;
    private final Descriptor descriptor;
    private final BlobStore blobs;
    private final ManifestStore manifests;
    private final Verifications verifications;
    private final Optional<Damage> damage;

    Repository(Storage storage, Descriptor descriptor, RepositoryKeys keys, Optional<Damage> damage) {
        this.storage = storage;
        this.keys = keys;
        this.descriptor = descriptor;
        this.damage = damage;
        Sealing sealing = sealing(descriptor, keys);
        var paths = new RepositoryPaths(descriptor.manifests(), sealing.suffix());
        this.blobs = new BlobStore(storage, paths, sealing);
        this.manifests =
                new ManifestStore(storage, descriptor, paths, layout(descriptor, paths, sealing), new Signatures(keys));
        this.verifications = new Verifications(storage);
    }

    private static Sealing sealing(Descriptor descriptor, RepositoryKeys keys) {
        return descriptor
                .encryption()
                .map(encryption -> (Sealing) new AgeSealing(encryption.recipients(), keys.identities()))
                .orElse(Sealing.NONE);
    }

    private static ManifestLayout layout(Descriptor descriptor, RepositoryPaths paths, Sealing sealing) {
        return descriptor
                .encryption()
                .map(Encryption::chunkKeys)
                .map(chunkKeys -> (ManifestLayout) new SealedLayout(paths.manifestSuffix(), sealing, chunkKeys))
                .orElseGet(PlainLayout::new);
    }

    /**
     * Opens a plain repository for reading.
     *
     * @param storage where it is
     */
    public static Repository open(Storage storage) {
        return open(storage, RepositoryKeys.NONE);
    }

    /**
     * Opens a repository for reading. Backups can be read without the descriptor, so one that is damaged is no obstacle;
     * see {@link #damage()}.
     *
     * @param storage where it is
     * @param keys what opens it, and whose signatures count; recipients, if any are named, must be the repository's own
     * @throws RequestException if there is none, or the keys do not fit
     * @throws RepositoryException if it is of a newer format, or cannot be read
     */
    public static Repository open(Storage storage, RepositoryKeys keys) {
        AgeSealing.check(keys.recipients(), keys.identities());
        try {
            Descriptor descriptor = descriptor(storage);
            if (!keys.recipients().isEmpty()) {
                Recipients.check(storage, descriptor, keys);
            }
            return new Repository(storage, descriptor, keys, Optional.empty());
        } catch (SealedJson.UnsealedException e) {
            return openDamaged(storage, keys, e);
        } catch (NoSuchFileException e) {
            throw new RequestException(
                    "There is no dbguard repository in " + storage.describe(),
                    "nothing was changed",
                    "check the path, or take a first backup there",
                    e);
        } catch (IOException e) {
            throw unusable(storage, e);
        }
    }

    /**
     * Opens a plain repository for writing, and creates it first where the place is empty.
     *
     * @param storage where it is
     */
    public static Repository openOrCreate(Storage storage) {
        return openOrCreate(storage, RepositoryKeys.NONE);
    }

    /**
     * Opens a repository for writing, and creates it first where the place is empty. Its recipients must be exactly those
     * of the keys: what the place itself says could have been changed by somebody who wants to read along.
     *
     * @param storage where it is
     * @param keys who may read it, and who signs it
     * @throws RequestException if the keys do not fit
     */
    public static Repository openOrCreate(Storage storage, RepositoryKeys keys) {
        AgeSealing.check(keys.recipients(), keys.identities());
        try {
            Descriptor descriptor = descriptorOrNew(storage, keys);
            Recipients.check(storage, descriptor, keys);
            return new Repository(storage, descriptor, keys, Optional.empty());
        } catch (IOException e) {
            throw unusable(storage, e);
        }
    }

    /** Returns whether what is encrypted here can be opened, or nothing is. */
    public boolean canOpen() {
        return descriptor.encryption().isEmpty() || !keys.identities().isEmpty();
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

    /** Returns which backup still holds all that is in its database. */
    public CurrentNotes currentNotes() {
        return new CurrentNotes(storage);
    }

    /** Returns which backup was proven to be restorable, and when. */
    public DrillNotes drillNotes() {
        return new DrillNotes(storage);
    }

    /** Returns what the rows of backups are known by. */
    public PieceNotes pieceNotes() {
        return new PieceNotes(storage, descriptor, new Signatures(keys));
    }

    /** Returns who may work with this at the same time. */
    public RepositoryLocks locks() {
        return new RepositoryLocks(storage);
    }

    /** Returns the place, for what stands beside rows and manifests. */
    public Storage storage() {
        return storage;
    }

    /** Returns what is wrong with the descriptor, if anything is. */
    public Optional<Damage> damage() {
        return damage;
    }

    /** Returns what a person would call this place. */
    public String describe() {
        return storage.describe();
    }

    private static Repository openDamaged(Storage storage, RepositoryKeys keys, IOException why) {
        LOG.warn("{} in {} is damaged: {}", RepositoryPaths.DESCRIPTOR, storage.describe(), why.getMessage());
        var damage = new Damage(RepositoryPaths.DESCRIPTOR, "", IoReason.of(why));
        try {
            return new Repository(storage, Descriptor.guess(storage), keys, Optional.of(damage));
        } catch (IOException e) {
            throw Places.cannotRead(storage, RepositoryPaths.MANIFESTS, e);
        }
    }

    Descriptor descriptor() {
        return descriptor;
    }

    private static Descriptor descriptorOrNew(Storage storage, RepositoryKeys keys) throws IOException {
        try {
            return descriptor(storage);
        } catch (NoSuchFileException e) {
            create(storage, Descriptor.create(keys.recipients()));
            // Whoever loses a race against another process finds the other's descriptor, which is as good.
            return descriptor(storage);
        }
    }

    private static void create(Storage storage, Descriptor descriptor) {
        try {
            storage.create(RepositoryPaths.DESCRIPTOR, descriptor.write());
        } catch (IOException e) {
            throw Places.cannotWrite(storage, RepositoryPaths.DESCRIPTOR, e);
        }
    }

    private static Descriptor descriptor(Storage storage) throws IOException {
        return Descriptor.read(storage.read(RepositoryPaths.DESCRIPTOR));
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
