package io.dbguard.chaos.files;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** A storage that cannot say how much is free, as under a quota, so that writing into it comes to the very end of it. */
public record UntoldSpace(Storage real) implements Storage {
    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return real.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        real.replace(path, content);
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return real.replaceIfUnchanged(path, expected, content);
    }

    @Override
    public byte[] read(String path) throws IOException {
        return real.read(path);
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        return real.size(path);
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        return real.stored(folder);
    }

    @Override
    public void delete(String path) throws IOException {
        real.delete(path);
    }

    @Override
    public void settle(String path) throws IOException {
        real.settle(path);
    }

    @Override
    public int discardUnfinished(Duration age) throws IOException {
        return real.discardUnfinished(age);
    }

    @Override
    public String describe() {
        return real.describe();
    }
}
