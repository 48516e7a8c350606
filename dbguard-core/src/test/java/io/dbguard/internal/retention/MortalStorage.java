package io.dbguard.internal.retention;

import io.dbguard.api.RepositoryException;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A storage that does nothing any more after a number of calls, as after the death of its user. */
final class MortalStorage implements Storage {
    private final Storage storage;
    private int left;
    private boolean dead;

    MortalStorage(Storage storage, int calls) {
        this.storage = storage;
        this.left = calls;
    }

    /** Returns whether all calls of some work were carried out. */
    boolean survives(Runnable work) {
        try {
            work.run();
        } catch (RepositoryException e) {
            if (!dead) {
                throw e;
            }
        }
        return !dead;
    }

    private Storage alive() throws IOException {
        if (left-- <= 0) {
            dead = true;
            throw new IOException("dead");
        }
        return storage;
    }

    @Override
    public String describe() {
        return storage.describe();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return alive().create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        alive().replace(path, content);
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return alive().replaceIfUnchanged(path, expected, content);
    }

    @Override
    public byte[] read(String path) throws IOException {
        return alive().read(path);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return alive().size(path);
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        return alive().stored(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        alive().delete(path);
    }
}
