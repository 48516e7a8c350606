package io.dbguard.chaos.files;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;

/**
 * The file system of another path, watched. All that dbguard does to files goes through the provider of the path that it
 * was given, so no line of it has to know that it is watched.
 */
public final class WatchedFileSystem extends FileSystem {
    private final FileSystem real;
    private final WatchedFiles files;

    private WatchedFileSystem(FileSystem real, Watcher watcher) {
        this.real = real;
        this.files = new WatchedFiles(real.provider(), watcher);
    }

    /** Returns the same path, on which every step is watched. */
    public static Path watch(Path path, Watcher watcher) {
        return new WatchedPath(new WatchedFileSystem(path.getFileSystem(), watcher), path);
    }

    @Override
    public FileSystemProvider provider() {
        return files;
    }

    @Override
    public Path getPath(String first, String... more) {
        return new WatchedPath(this, real.getPath(first, more));
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        throw new UnsupportedOperationException();
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
