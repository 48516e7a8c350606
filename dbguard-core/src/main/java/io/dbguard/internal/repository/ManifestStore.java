package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.sign.Signatures;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Stores manifests and reads them back. A manifest is never written twice: what has its name is complete. Beside each
 * stands its digest in the format of {@code sha256sum}, written before it.
 */
public final class ManifestStore {
    private final Storage storage;
    private final Descriptor descriptor;
    private final RepositoryPaths paths;
    private final ManifestLayout layout;
    private final Signatures signatures;

    ManifestStore(
            Storage storage,
            Descriptor descriptor,
            RepositoryPaths paths,
            ManifestLayout layout,
            Signatures signatures) {
        this.storage = storage;
        this.descriptor = descriptor;
        this.paths = paths;
        this.layout = layout;
        this.signatures = signatures;
    }

    /**
     * Stores the manifest of a backup that is complete.
     *
     * @param manifest names blobs that are all stored
     * @return false if another backup has the same name; nothing was stored then
     */
    public boolean create(Manifest manifest) {
        boolean created = files(manifest.header().id()).create(layout.write(manifest));
        if (created && descriptor.encryption().isPresent()) {
            checkRecipientsAreTheSame(manifest.header().id());
        }
        return created;
    }

    /**
     * Whoever changes the recipients looks for new manifests once more after the change, so that one that came before it is
     * not lost. One that came after it is in a folder where nobody looks any more.
     */
    private void checkRecipientsAreTheSame(BackupId id) {
        Descriptor now;
        try {
            now = Descriptor.read(storage.read(RepositoryPaths.DESCRIPTOR));
        } catch (IOException e) {
            throw Places.cannotRead(storage, RepositoryPaths.DESCRIPTOR, e);
        }
        if (!now.equals(descriptor)) {
            throw new RepositoryException(
                    "The recipients of " + storage.describe() + " were changed while the backup " + id + " was taken",
                    "all earlier backups are whole",
                    "name the new recipients and take it again");
        }
    }

    /**
     * Stores a manifest where there is none of this name, but may be what was left of an attempt.
     *
     * @param manifest names blobs that are all stored
     */
    void createAgain(Manifest manifest) {
        BackupId id = manifest.header().id();
        String path = paths.manifestDigest(id);
        try {
            storage.delete(path);
        } catch (IOException e) {
            throw Places.cannotWrite(storage, path, e);
        }
        if (!files(id).create(layout.write(manifest))) {
            throw new DamagedManifestException(path(id), "it is there, but was not a moment ago");
        }
    }

    /** Returns the names of all backups, oldest first. */
    public List<BackupId> ids() {
        try {
            return storage.list(paths.manifests()).stream()
                    .filter(paths::isManifest)
                    .map(paths::backupOf)
                    .toList();
        } catch (IOException e) {
            throw Places.cannotRead(storage, paths.manifests(), e);
        }
    }

    /**
     * Returns the names of all backups, newest first. Those whose time is still to come are last: one day with a wrong clock must
     * not hide all that came after it.
     */
    public List<BackupId> newestFirst() {
        Predicate<BackupId> fromTheFuture = BackupTimes.areFromTheFuture(Instant.now());
        return ids().stream()
                .sorted(Comparator.comparing(fromTheFuture::test).thenComparing(Comparator.reverseOrder()))
                .toList();
    }

    /**
     * Returns where a manifest is.
     *
     * @param id the backup
     */
    public String path(BackupId id) {
        return paths.manifest(id);
    }

    /**
     * Reads a manifest, after a check of every byte.
     *
     * @param id one of {@link #ids()}
     */
    public Manifest read(BackupId id) {
        return parse(id, files -> {
            Manifest manifest = layout.read(files);
            checkName(id, manifest.header());
            return manifest;
        });
    }

    /**
     * Reads what is known of a backup without an identity, after a check of every byte. In an encrypted repository it
     * lacks the texts of the warnings, and its scope tells one choice of tables from another but names none.
     *
     * @param id one of {@link #ids()}
     */
    public BackupHeader header(BackupId id) {
        return readHead(id).header();
    }

    /**
     * Reads how many rows a backup holds. Needs no identity.
     *
     * @param id one of {@link #ids()}
     */
    public long rows(BackupId id) {
        return readHead(id).totals().rows();
    }

    /**
     * Reads which blobs a backup needs, each once. Needs no identity.
     *
     * @param id one of {@link #ids()}
     */
    public List<StoredBlob> blobs(BackupId id) {
        return parse(id, layout::readBlobs);
    }

    /**
     * Checks every byte of the files of a backup, all but the blobs, and its signature. Needs no identity.
     *
     * @param id one of {@link #ids()}
     */
    public void check(BackupId id) {
        BackupFiles files = files(id);
        layout.suffixes().forEach(files::get);
    }

    /** Returns an empty collection of chunks, for {@link #blobs}. */
    public KnownChunks newKnownChunks() {
        return layout.newKnownChunks();
    }

    /**
     * Reads the first part of a manifest, after a check of every byte.
     *
     * @param id one of {@link #ids()}
     */
    ManifestJson.Head readHead(BackupId id) {
        return parse(id, files -> {
            ManifestJson.Head head = layout.readHead(files);
            checkName(id, head.header());
            return head;
        });
    }

    private interface Parser<T> {
        T parse(ManifestLayout.Files files) throws IOException;
    }

    private <T> T parse(BackupId id, Parser<T> parser) {
        try {
            return parser.parse(files(id));
        } catch (NewerFormatException e) {
            throw new RepositoryException(
                    "Cannot read backup " + id + ": " + e.getMessage(),
                    "nothing was changed",
                    "use the newer dbguard that wrote it",
                    e);
        } catch (RepositoryException | RequestException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new DamagedManifestException(path(id), "its digest is right but it cannot be understood");
        }
    }

    private BackupFiles files(BackupId id) {
        return new BackupFiles(storage, paths, signatures, id, layout.suffixes());
    }

    /** The manifest of one backup under the name of another would pass for it. */
    private void checkName(BackupId id, BackupHeader header) {
        if (!header.id().equals(id)) {
            throw new DamagedManifestException(path(id), "it is the manifest of another backup");
        }
    }
}
