package io.dbguard.internal.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be known of the folder of a repository that was there before. Thread-safe. */
final class FolderCheck {
    private static final Logger LOG = LoggerFactory.getLogger(FolderCheck.class);
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path root;
    private final AtomicBoolean looked = new AtomicBoolean();
    private final AtomicReference<@Nullable FileStore> store = new AtomicReference<>();

    FolderCheck(Path root) {
        this.root = root;
    }

    /** Warns once if others may look into the folder. Its modes are its owner's affair, and are not changed. */
    void warnIfOpen() {
        if (looked.compareAndSet(false, true)) {
            warn(root);
            warn(root.resolve("manifests"));
            warn(root.resolve("blobs"));
        }
    }

    private static void warn(Path folder) {
        try {
            if (!Files.isDirectory(folder)
                    || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                return;
            }
            Set<PosixFilePermission> modes = Files.getPosixFilePermissions(folder);
            if (modes.stream().anyMatch(OTHERS::contains)) {
                LOG.warn(
                        "Others than its owner may use the folder {} ({}); what is stored in it from now on is for its"
                                + " owner alone. 'chmod -R go= {}' closes it",
                        folder,
                        PosixFilePermissions.toString(modes),
                        folder);
            }
        } catch (IOException e) {
            LOG.debug("The modes of {} cannot be read", folder, e);
        }
    }

    /** The folder may not be there yet; then the nearest one above it tells. */
    OptionalLong freeBytes() {
        for (Path folder = root; folder != null; folder = parent(folder)) {
            if (Files.isDirectory(folder)) {
                return freeIn(folder);
            }
        }
        return OptionalLong.empty();
    }

    private static @Nullable Path parent(Path folder) {
        return folder.getParent();
    }

    private OptionalLong freeIn(Path folder) {
        try {
            FileStore store = storeOf(folder);
            // Some file systems, such as those of the kernel, have no blocks to count.
            return store.getTotalSpace() <= 0 ? OptionalLong.empty() : OptionalLong.of(store.getUsableSpace());
        } catch (IOException e) {
            LOG.debug("The free space in {} cannot be told", folder, e);
            return OptionalLong.empty();
        }
    }

    /** Java reads the list of all mounts to find it, which is much for each blob. It asks for the space by the folder. */
    private FileStore storeOf(Path folder) throws IOException {
        FileStore known = store.get();
        if (known != null) {
            return known;
        }
        FileStore found = Files.getFileStore(folder);
        if (folder.equals(root)) {
            store.set(found);
        }
        return found;
    }
}
