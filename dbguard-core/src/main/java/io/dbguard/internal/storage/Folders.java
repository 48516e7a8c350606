package io.dbguard.internal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes folders and files that only their owner may read, and forces folders to the disk. */
final class Folders {
    /** Folders whose names are on the disk for sure; they are few, and this saves forcing them for each file. */
    private static final Set<Path> LASTING = ConcurrentHashMap.newKeySet();

    private Folders() {}

    /**
     * Makes a folder if need be, so that it lasts. One that is there may have been made by a process that was killed
     * before it could force the name to the disk, and so may all above it, as far as this user could have made them.
     */
    static void create(Path folder) throws IOException {
        boolean there = Files.isDirectory(folder);
        if (there && LASTING.contains(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null && (!there || Files.isWritable(parent))) {
            create(parent);
            make(folder);
            force(parent);
        }
        LASTING.add(folder);
    }

    /** Does the same for many, and forces a folder that holds several of them once. */
    static void create(Collection<Path> folders) throws IOException {
        var parents = new TreeSet<Path>();
        for (Path folder : folders) {
            Path parent = folder.getParent();
            if (parent == null || !Files.isDirectory(folder) || !Files.isWritable(parent)) {
                create(folder);
            } else if (!LASTING.contains(folder)) {
                parents.add(parent);
            }
        }
        for (Path parent : parents) {
            create(parent);
            force(parent);
        }
        LASTING.addAll(folders);
    }

    /** Makes a folder if need be; it is yet to be made to last. */
    static void make(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            make(parent);
        }
        LASTING.remove(folder); // There may have been another one, which somebody has removed.
        try {
            Files.createDirectory(folder, mode(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Makes a file that is not there yet, and opens it. */
    static FileChannel createFile(Path file) throws IOException {
        return FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode(file, "rw-------"));
    }

    /** Without this a new name may be gone after a power loss. Windows cannot, and does not need to. */
    static void force(@Nullable Path folder) throws IOException {
        if (folder == null || !hasModes(folder)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // A folder above the repository that we may enter but not read; its owner made it last.
            if (Files.isWritable(folder)) {
                throw e;
            }
        }
    }

    private static FileAttribute<?>[] mode(Path path, String mode) {
        return hasModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
