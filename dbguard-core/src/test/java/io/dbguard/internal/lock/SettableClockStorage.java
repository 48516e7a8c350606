package io.dbguard.internal.lock;

import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A storage whose clock stands still until it is told to go on. */
public final class SettableClockStorage extends ForwardingStorage {
    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private volatile Instant now = Instant.parse("2020-01-01T00:00:00Z");

    /** Sets a clock on a storage. */
    public SettableClockStorage(Storage storage) {
        super(storage);
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        return noted(path, super.create(path, content));
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        super.replace(path, content);
        noted(path, true);
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        return noted(path, super.replaceIfUnchanged(path, expected, content));
    }

    private boolean noted(String path, boolean done) {
        if (done) {
            written.put(path, now);
        }
        return done;
    }

    @Override
    public List<Stored> stored(String folder) throws IOException {
        return super.stored(folder).stream()
                .map(s -> new Stored(s.path(), s.size(), written.getOrDefault(s.path(), now)))
                .toList();
    }
}
