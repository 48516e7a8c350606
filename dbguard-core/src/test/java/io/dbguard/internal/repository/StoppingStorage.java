package io.dbguard.internal.repository;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A storage that changes something so many times and then never again, as after the death of the process. */
final class StoppingStorage implements Storage {
    private final Storage storage;
    private int changesLeft;

    StoppingStorage(Storage storage, int changes) {
        this.storage = storage;
        this.changesLeft = changes;
    }

    boolean hasStopped() {
        return changesLeft < 0;
    }

    private Storage changing() throws IOException {
        if (--changesLeft < 0) {
            throw new IOException("stopped");
        }
        return storage;
    }

    @Override
    public String describe() {
        return storage.describe();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return changing().create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        changing().replace(path, content);
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return changing().replaceIfUnchanged(path, expected, content);
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
        changing().delete(path);
    }
}
