package io.dbguard.chaos.files;

import io.dbguard.chaos.files.Step.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * An open file whose writes are watched. Nothing is really forced to the disk: what is in the operating system survives
 * the end of a process, and what a power loss takes is worked out from the steps.
 */
final class WatchedChannel extends FileChannel {
    private final FileChannel real;
    private final Path path;
    private final boolean folder;
    private final Watcher watcher;

    WatchedChannel(FileChannel real, Path path, boolean folder, Watcher watcher) {
        this.real = real;
        this.path = path;
        this.folder = folder;
        this.watcher = watcher;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        byte[] data = new byte[source.remaining()];
        source.get(data);
        var step = new Step(Kind.WRITE, path, path, data);
        synchronized (watcher) {
            ByteBuffer allowed = ByteBuffer.wrap(data, 0, watcher.before(step));
            while (allowed.hasRemaining()) {
                real.write(allowed);
            }
            watcher.after(step);
        }
        return data.length;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        Step step = Step.of(folder ? Kind.FORCE_FOLDER : Kind.FORCE, path);
        synchronized (watcher) {
            watcher.before(step);
            watcher.after(step);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return real.read(target);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return real.read(target, position);
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        real.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return real.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return real.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw new UnsupportedOperationException("Nothing of dbguard writes into the middle of a file");
    }

    @Override
    public FileChannel truncate(long size) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }
}
