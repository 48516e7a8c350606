package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A folder on a local or mounted file system.
 *
 * <p>A file is written under another name, forced to the disk, given its name, and the folder is forced too. So a name
 * that shows is whole and lasts.
 */
public final class LocalStorage implements Storage {
    private static final String SEGMENT = "(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+";
    private static final Pattern PATH = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*");

    private final Path root;

    /**
     * Creates the storage; the folder is made when something is first written.
     *
     * @param root the folder
     */
    public LocalStorage(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String describe() {
        return root.toString();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        Path file = resolve(path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        PendingFile pending = PendingFile.write(folderOf(file), content);
        try {
            pending.publishNew(file);
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
        PendingFile pending = PendingFile.write(folderOf(file), content);
        try {
            pending.publish(file);
        } finally {
            pending.discard();
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
    public List<String> list(String folder) throws IOException {
        var paths = new TreeSet<String>();
        Path start = resolve(folder);
        if (Files.isDirectory(start)) {
            collect(start, folder, paths);
        }
        return new ArrayList<>(paths);
    }

    @Override
    public void delete(String path) throws IOException {
        Path file = resolve(path);
        if (Files.deleteIfExists(file)) {
            Folders.force(folderOf(file));
        }
    }

    private static void collect(Path folder, String prefix, Set<String> paths) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (Files.isDirectory(entry)) {
                    collect(entry, prefix + "/" + name, paths);
                } else if (!PendingFile.isPending(name)) {
                    paths.add(prefix + "/" + name);
                }
            }
        }
    }

    /** Refuses whatever could lead out of the folder. */
    private Path resolve(String path) throws IOException {
        if (!PATH.matcher(path).matches()) {
            throw new IOException("'" + path + "' is not a path inside the repository");
        }
        return root.resolve(path);
    }

    private static Path folderOf(Path file) {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("A file needs a folder: " + file);
        }
        return folder;
    }
}
