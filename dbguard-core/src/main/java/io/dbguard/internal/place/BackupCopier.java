package io.dbguard.internal.place;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies one backup after another to a place: the blobs, then what belongs to the manifest, then the manifest. Each byte
 * is held against its digest on the way. A blob of the right size that is there already is not written again, unless
 * a backup there that needs it was found damaged: then it is read, and replaced if it is not what it should be.
 */
final class BackupCopier {
    private final PlacesStorage source;
    private final Storage target;
    private final RepositoryPaths paths;
    private final Needs needs;
    private final HeldLock lock;
    private final Map<String, Long> sizes = new HashMap<>();
    private final Map<String, Long> there = new HashMap<>();
    private final Set<String> doubtful = new HashSet<>();
    private long writtenBytes;

    BackupCopier(PlacesStorage source, Storage target, RepositoryPaths paths, HeldLock lock, List<BackupId> damaged)
            throws IOException {
        this.source = source;
        this.target = target;
        this.paths = paths;
        this.lock = lock;
        this.needs = new Needs(source, paths);
        for (Stored blob : source.stored(RepositoryPaths.BLOBS)) {
            sizes.put(blob.path(), blob.size());
        }
        for (Stored blob : target.stored(RepositoryPaths.BLOBS)) {
            there.put(blob.path(), blob.size());
        }
        var needsThere = new Needs(target, paths);
        for (BackupId id : damaged) {
            doubtful.addAll(needsThere.of(id));
        }
    }

    long writtenBytes() {
        return writtenBytes;
    }

    /**
     * Copies a backup.
     *
     * @param id the backup
     * @param files what is in the folder of the manifests for it, the manifest last
     * @throws UnreadableSourceException if something of it is intact nowhere; it is not in the target then
     * @throws IOException if the target refuses
     */
    void copy(BackupId id, List<String> files) throws IOException {
        for (String path : needs.of(id)) {
            copyBlob(path);
        }
        String manifest = paths.manifest(id);
        byte[] content = intact(manifest);
        for (String path : files) {
            if (!path.equals(manifest)) {
                copyBeside(path);
            }
        }
        publish(manifest, content);
    }

    /** Without the lock, whoever removes backups may not have seen that the blobs are needed. */
    private void publish(String manifest, byte[] content) throws IOException {
        lock.confirm();
        if (lock.wasInDoubt()) {
            throw new IOException("the lock there could not be renewed for some time");
        }
        target.create(manifest, content);
        if (!lock.isStillHeld()) {
            target.delete(manifest);
            throw new IOException("the lock there was taken over, since this process gave no sign of life");
        }
    }

    private void copyBlob(String path) throws IOException {
        Long size = usableSize(path);
        if (size != null && size.equals(sizes.get(path))) {
            target.settle(path); // Whoever wrote it may have been killed before it was on the disk.
            return;
        }
        byte[] content = intact(path);
        if (size == null || size != content.length) {
            target.replace(path, content);
            there.put(path, (long) content.length);
            writtenBytes += content.length;
        }
    }

    /** Returns the size of a blob that is there already, null if there is none, or it is damaged. */
    private @Nullable Long usableSize(String path) {
        if (doubtful.remove(path) && !(new CheckedFiles(target).read(path) instanceof Reading.Intact)) {
            there.remove(path);
        }
        return there.get(path);
    }

    private void copyBeside(String path) throws IOException {
        byte[] content = intact(path);
        if (!isThere(path, content)) {
            target.replace(path, content);
        }
    }

    private boolean isThere(String path, byte[] content) throws IOException {
        try {
            return Arrays.equals(target.read(path), content);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private byte[] intact(String path) throws UnreadableSourceException {
        return source.readIntact(path).orElseThrow(() -> new UnreadableSourceException(path));
    }
}
