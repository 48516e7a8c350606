package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A storage that refuses to become quite full, so that others who share the disk, and a manifest or a lock, find room.
 * Thread-safe.
 */
public final class SpaceWatch extends ForwardingStorage {
    /** What stays free, in bytes. */
    public static final long RESERVE = 1L << 20;

    /**
     * Creates the watch.
     *
     * @param storage is written to
     */
    public SpaceWatch(Storage storage) {
        super(storage);
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
        OptionalLong free = freeBytes();
        if (free.isPresent() && free.getAsLong() < size + RESERVE) {
            throw new IOException("no space left: " + megabytes(free.getAsLong()) + " are free, of which "
                    + megabytes(RESERVE) + " are to stay free");
        }
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        check(content.length);
        return super.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        check(content.length);
        super.replace(path, content);
    }

    @Override
    public void stage(String path, byte[] content) throws IOException {
        check(content.length);
        toWrite().stage(path, content);
    }
}
