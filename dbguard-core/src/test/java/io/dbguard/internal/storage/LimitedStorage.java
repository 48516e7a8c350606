package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A place on a disk that fills up. */
public final class LimitedStorage implements Storage {
    private final Storage storage;
    private long free;
    private boolean hidden;

    public LimitedStorage(Storage storage, long free) {
        this.storage = storage;
        this.free = free;
    }

    /** Sets how much is free from now on. */
    public void free(long bytes) {
        free = bytes;
        hidden = false;
    }

    /** From now on the place does not say how much is free. */
    public void hideFree() {
        hidden = true;
    }

    private void take(byte[] content) throws IOException {
        if (content.length > free) {
            throw new IOException("No space left on device");
        }
        free -= content.length;
    }

    @Override
    public OptionalLong freeBytes() {
        return hidden ? OptionalLong.empty() : OptionalLong.of(free);
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        take(content);
        return storage.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        take(content);
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
    public void delete(String path) throws IOException {
        storage.delete(path);
    }
}
