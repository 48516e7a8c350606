package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Stores manifests. A backup exists from the moment its manifest has its name. Beside each stands its digest in the
 * format of {@code sha256sum}, written before it.
 */
public final class ManifestStore {
    private final Storage storage;

    ManifestStore(Storage storage) {
        this.storage = storage;
    }

    /**
     * Stores the manifest of a backup that is complete.
     *
     * @param manifest names blobs that are all stored
     * @return false if another backup has the same name; nothing was stored then
     */
    public boolean create(Manifest manifest) {
        BackupId id = manifest.header().id();
        String path = RepositoryPaths.manifest(id);
        byte[] content = ManifestJson.write(manifest);
        try {
            return storage.create(RepositoryPaths.manifestDigest(id), digestLine(id, content))
                    && storage.create(path, content);
        } catch (IOException e) {
            throw Places.cannotWrite(storage, path, e);
        }
    }

    /** Returns the names of all backups, oldest first. */
    public List<BackupId> ids() {
        try {
            return storage.list(RepositoryPaths.MANIFESTS).stream()
                    .filter(RepositoryPaths::isManifest)
                    .map(RepositoryPaths::backupOf)
                    .toList();
        } catch (IOException e) {
            throw Places.cannotRead(storage, RepositoryPaths.MANIFESTS, e);
        }
    }

    /**
     * Reads a manifest, after a check of every byte.
     *
     * @param id one of {@link #ids()}
     */
    public Manifest read(BackupId id) {
        return parse(id, ManifestJson::read);
    }

    /**
     * Reads the first part of a manifest, after a check of every byte.
     *
     * @param id one of {@link #ids()}
     */
    ManifestJson.Head readHead(BackupId id) {
        return parse(id, ManifestJson::readHead);
    }

    private interface Parser<T> {
        T parse(byte[] content) throws IOException;
    }

    private <T> T parse(BackupId id, Parser<T> parser) {
        String path = RepositoryPaths.manifest(id);
        byte[] content = content(id, path);
        try {
            return parser.parse(content);
        } catch (NewerFormatException e) {
            throw new RepositoryException(
                    "Cannot read backup " + id + ": " + e.getMessage(),
                    "nothing was changed",
                    "use the newer dbguard that wrote it",
                    e);
        } catch (IOException | RuntimeException e) {
            throw damaged(path, "its digest is right but it cannot be understood");
        }
    }

    private byte[] content(BackupId id, String path) {
        byte[] content = read(path)
                .orElseThrow(() -> new RequestException(
                        "There is no backup " + id + " in " + storage.describe(),
                        "nothing was changed",
                        "see 'dbguard list' for the backups there are"));
        byte[] digest = read(RepositoryPaths.manifestDigest(id))
                .orElseThrow(() -> damaged(path, "the file with its digest is missing"));
        if (!Arrays.equals(digest, digestLine(id, content))) {
            throw damaged(path, "it does not match its digest");
        }
        return content;
    }

    private Optional<byte[]> read(String path) {
        try {
            return Optional.of(storage.read(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Places.cannotRead(storage, path, e);
        }
    }

    private static byte[] digestLine(BackupId id, byte[] content) {
        return (Sha256.of(content) + "  " + id + ".json\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static RepositoryException damaged(String path, String what) {
        return new RepositoryException(
                "The manifest " + path + " is damaged: " + what,
                "the other backups are not affected",
                "choose another backup, and find out what happened to the disk");
    }
}
