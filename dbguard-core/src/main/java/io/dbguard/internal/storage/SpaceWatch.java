package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A storage that refuses to become quite full, so that others who share the disk, and a manifest or a lock, find room.
 * Thread-safe.
 */
public final class SpaceWatch implements Storage {
    /** What stays free, in bytes. */
    public static final long RESERVE = 1L << 20;

    private final Storage storage;

    /**
     * Creates the watch.
     *
     * @param storage is written to
     */
    public SpaceWatch(Storage storage) {
        this.storage = storage;
    }

    /**
     * Says a size to a person.
     *
     * @param bytes how many bytes
     */
    public static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private void check(int size) throws IOException {
        OptionalLong free = storage.freeBytes();
        if (free.isPresent() && free.getAsLong() < size + RESERVE) {
            throw new IOException("no space left: " + megabytes(free.getAsLong()) + " are free, of which "
                    + megabytes(RESERVE) + " are to stay free");
        }
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        check(content.length);
        return storage.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        check(content.length);
        storage.replace(path, content);
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return storage.replaceIfUnchanged(path, expected, content);
    }

    @Override
    public String describe() {
        return storage.describe();
    }

    @Override
    public byte[] read(String path) throws IOException {
        return storage.read(path);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return storage.size(path);
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        return storage.stored(folder);
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return storage.list(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        storage.delete(path);
    }

    @Override
    public OptionalLong freeBytes() {
        return storage.freeBytes();
    }

    @Override
    public void settle(String path) throws IOException {
        storage.settle(path);
    }

    @Override
    public int discardUnfinished(Duration age) throws IOException {
        return storage.discardUnfinished(age);
    }
}
