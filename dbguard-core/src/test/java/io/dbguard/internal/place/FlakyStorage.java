package io.dbguard.internal.place;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/** A place that stops to answer: from the n-th call on, and for writes alone or for all. */
final class FlakyStorage implements Storage {
    private final Storage storage;
    private final boolean writesOnly;
    private int callsLeft;

    FlakyStorage(Storage storage, boolean writesOnly, int callsLeft) {
        this.storage = storage;
        this.writesOnly = writesOnly;
        this.callsLeft = callsLeft;
    }

    private Storage reading() throws IOException {
        return writesOnly ? storage : writing();
    }

    private Storage writing() throws IOException {
        if (callsLeft-- <= 0) {
            throw new IOException("the line is down");
        }
        return storage;
    }

    /** Whether the place stopped before the work was done. */
    boolean failed() {
        return callsLeft < 0;
    }

    @Override
    public String describe() {
        return storage.describe();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return writing().create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        writing().replace(path, content);
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return writing().replaceIfUnchanged(path, expected, content);
    }

    @Override
    public byte[] read(String path) throws IOException {
        return reading().read(path);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return reading().size(path);
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        return reading().stored(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        writing().delete(path);
    }
}
