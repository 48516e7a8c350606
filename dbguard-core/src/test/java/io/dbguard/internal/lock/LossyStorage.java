package io.dbguard.internal.lock;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A storage that may do what it is asked for and say that it did not. */
public class LossyStorage implements Storage {
    private final Storage storage;
    private boolean lose;

    /** Loses answers of a storage. */
    public LossyStorage(Storage storage) {
        this.storage = storage;
    }

    /** Lets the next renewal of a lock happen and fail. */
    public void loseTheNextAnswer() {
        lose = true;
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        boolean done = storage.replaceIfUnchanged(path, expected, content);
        if (lose) {
            lose = false;
            throw new IOException("the answer was lost");
        }
        return done;
    }

    @Override
    public String describe() {
        return storage.describe();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return storage.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        storage.replace(path, content);
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
