package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * A storage that passes every call on to another one, for those that do one thing in another way. Listing by name goes by
 * {@link #stored}, and {@link #stage} goes by {@link #replace}, so that whoever changes what is there changes both.
 */
public abstract class ForwardingStorage implements Storage {
    private final Storage storage;

    /**
     * Creates a storage.
     *
     * @param storage gets the calls
     */
    protected ForwardingStorage(Storage storage) {
        this.storage = storage;
    }

    /**
     * Returns who gets a call that only reads; called once for each.
     *
     * @throws IOException instead of passing the call on
     */
    protected Storage toRead() throws IOException {
        return storage;
    }

    /**
     * Returns who gets a call that changes something; called once for each.
     *
     * @throws IOException instead of passing the call on
     */
    protected Storage toWrite() throws IOException {
        return storage;
    }

    @Override
    public String describe() {
        return storage.describe();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return toWrite().create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        toWrite().replace(path, content);
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return toWrite().replaceIfUnchanged(path, expected, content);
    }

    @Override
    public byte[] read(String path) throws IOException {
        return toRead().read(path);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return toRead().size(path);
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        return toRead().stored(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        toWrite().delete(path);
    }

    @Override
    public OptionalLong freeBytes() {
        return storage.freeBytes();
    }

    @Override
    public void settle(String path) throws IOException {
        toWrite().settle(path);
    }

    @Override
    public void settle(Collection<String> paths) throws IOException {
        toWrite().settle(paths);
    }

    @Override
    public int discardUnfinished(Duration age) throws IOException {
        return toWrite().discardUnfinished(age);
    }
}
