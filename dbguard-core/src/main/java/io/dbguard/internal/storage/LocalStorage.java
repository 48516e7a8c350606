package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.StoragePath;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * A folder on a local or mounted file system.
 *
 * <p>A file is written under another name, forced to the disk, given its name, and the folder is forced too, at once or,
 * for many files together, before anything relies on them. So a name that shows is whole and lasts.
 */
public final class LocalStorage implements Storage, OnFileSystem {
    private final Path root;
    private final FolderCheck check;

    /**
     * Creates the storage; the folder is made when something is first written.
     *
     * @param root the folder
     */
    public LocalStorage(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.check = new FolderCheck(this.root);
    }

    @Override
    public String describe() {
        return root.toString();
    }

    @Override
    public Path folder() {
        return root;
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        Path file = resolve(path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        PendingFile pending = PendingFile.write(folderOf(file), content);
        try {
            pending.publishNew(file, root);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            pending.discard();
        }
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Path file = resolve(path);
        check.warnIfOpen();
        PendingFile pending = PendingFile.write(folderOf(file), content);
        try {
            pending.publish(file);
        } finally {
            pending.discard();
        }
    }

    @Override
    public void stage(String path, byte[] content) throws IOException {
        Path file = resolve(path);
        check.warnIfOpen();
        Path folder = folderOf(file);
        Folders.make(folder);
        PendingFile pending = PendingFile.writeInto(folder, content);
        try {
            pending.move(file);
        } finally {
            pending.discard();
        }
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        Path file = resolve(path);
        if (!Files.exists(file)) {
            return false;
        }
        FolderLock lock = FolderLock.take(root);
        try {
            if (!Arrays.equals(Files.readAllBytes(file), expected)) {
                return false;
            }
            replace(path, content);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } finally {
            lock.free();
        }
    }

    @Override
    public byte[] read(String path) throws IOException {
        return Files.readAllBytes(resolve(path));
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        try {
            return OptionalLong.of(Files.size(resolve(path)));
        } catch (NoSuchFileException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        var found = new ArrayList<Stored>();
        new FolderListing(found).collect(resolve(folder), folder);
        found.sort(Comparator.comparing(Stored::path));
        return found;
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = resolve(path);
        if (Files.deleteIfExists(file)) {
            Folders.force(folderOf(file));
        }
    }

    @Override
    public OptionalLong freeBytes() {
        return check.freeBytes();
    }

    @Override
    public int discardUnfinished(Duration age) throws IOException {
        PendingFile clock = PendingFile.write(root, new byte[0]);
        try {
            var unfinished = new Unfinished(clock.written(), age);
            Files.walkFileTree(root, unfinished);
            return unfinished.removed();
        } finally {
            clock.discard();
        }
    }

    @Override
    public void settle(String path) throws IOException {
        settle(List.of(path));
    }

    @Override
    public void settle(Collection<String> paths) throws IOException {
        var folders = new TreeSet<Path>();
        for (String path : paths) {
            folders.add(folderOf(resolve(path)));
        }
        Folders.create(folders);
        for (Path folder : folders) {
            Folders.force(folder);
        }
    }

    private Path resolve(String path) throws IOException {
        return root.resolve(StoragePath.require(path));
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("A file needs a folder: " + file);
        }
        return folder;
    }
}
