package io.dbguard.chaos.files;

import io.dbguard.chaos.files.Step.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Carries every call out on the real file system and tells the watcher of those that change something: one after the
 * other, though several threads may be at work, so that there is a moment between any two.
 */
final class WatchedFiles extends FileSystemProvider {
    private final FileSystemProvider real;
    private final Watcher watcher;

    WatchedFiles(FileSystemProvider real, Watcher watcher) {
        this.real = real;
        this.watcher = watcher;
    }

    private interface Call {
        void run() throws IOException;
    }

    private void step(Step step, Call call) throws IOException {
        synchronized (watcher) {
            watcher.before(step);
            call.run();
            watcher.after(step);
        }
    }

    private static Path real(Path path) {
        return WatchedPath.real(path);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        FileChannel channel = options.contains(StandardOpenOption.CREATE_NEW)
                ? create(path, options, attributes)
                : real.newFileChannel(real(path), options, attributes);
        boolean folder =
                real.readAttributes(real(path), BasicFileAttributes.class).isDirectory();
        return new WatchedChannel(channel, real(path), folder, watcher);
    }

    private FileChannel create(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        synchronized (watcher) {
            Step step = Step.of(Kind.CREATE, real(path));
            watcher.before(step);
            FileChannel channel = real.newFileChannel(real(path), options, attributes);
            watcher.after(step);
            return channel;
        }
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        step(Step.of(Kind.MAKE_FOLDER, real(folder)), () -> real.createDirectory(real(folder), attributes));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        step(
                new Step(Kind.LINK, real(existing), real(link), new byte[0]),
                () -> real.createLink(real(link), real(existing)));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        step(
                new Step(Kind.MOVE, real(source), real(target), new byte[0]),
                () -> real.move(real(source), real(target), options));
    }

    @Override
    public void delete(Path path) throws IOException {
        step(Step.of(Kind.DELETE, real(path)), () -> real.delete(real(path)));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = real.newDirectoryStream(real(folder), entry -> true)) {
            for (Path entry : entries) {
                found.add(folder.resolve(String.valueOf(entry.getFileName())));
            }
        }
        return new DirectoryStream<>() {
            @Override
            public java.util.Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return real.readAttributes(real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return real.readAttributes(real(path), attributes, options);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return real.getFileAttributeView(real(path), type, options);
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        real.checkAccess(real(path), modes);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
        return real.isSameFile(real(one), real(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return real.isHidden(real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return real.getFileStore(real(path));
    }

    @Override
    public String getScheme() {
        return "watched";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> settings) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException("Nothing of dbguard copies a file");
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        real.setAttribute(real(path), attribute, value, options);
    }
}
