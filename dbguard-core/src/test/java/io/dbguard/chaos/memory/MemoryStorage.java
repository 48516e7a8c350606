package io.dbguard.chaos.memory;

import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.StoragePath;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps everything in memory, where tests can look at it and change it. */
public final class MemoryStorage implements Storage {
    private final Map<String, byte[]> files;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private final Instant created = Instant.now();

    /** Creates an empty storage. */
    public MemoryStorage() {
        this(Map.of());
    }

    /** Creates a storage that holds copies of some files. */
    public MemoryStorage(Map<String, byte[]> content) {
        this.files = new ConcurrentSkipListMap<>();
        content.forEach((path, bytes) -> files.put(path, bytes.clone()));
    }

    /** Returns what is stored, to look at or to change. */
    public Map<String, byte[]> files() {
        return files;
    }

    /** Returns a storage of its own with the same content. */
    public MemoryStorage copy() {
        return new MemoryStorage(files);
    }

    @Override
    public String describe() {
        return "memory";
    }

    @Override
    public boolean create(String path, byte[] content) throws IOException {
        if (files.putIfAbsent(StoragePath.require(path), content.clone()) != null) {
            return false;
        }
        written.put(path, Instant.now());
        return true;
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        files.put(StoragePath.require(path), content.clone());
        written.put(path, Instant.now());
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        var done = new AtomicBoolean();
        files.computeIfPresent(StoragePath.require(path), (p, before) -> {
            done.set(Arrays.equals(before, expected));
            if (done.get()) {
                written.put(path, Instant.now());
            }
            return done.get() ? content.clone() : before;
        });
        return done.get();
    }

    @Override
    public byte[] read(String path) throws IOException {
        byte[] content = files.get(StoragePath.require(path));
        if (content == null) {
            throw new NoSuchFileException(path);
        }
        return content.clone();
    }

    @Override
    public OptionalLong size(String path) throws IOException {
        byte[] content = files.get(StoragePath.require(path));
        return content == null ? OptionalLong.empty() : OptionalLong.of(content.length);
    }

    @Override
    public List<Stored> stored(String folder) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith(folder + "/"))
                .map(file -> new Stored(file.getKey(), file.getValue().length, modified(file.getKey())))
                .toList();
    }

    private Instant modified(String path) {
        return written.getOrDefault(path, created);
    }

    @Override
    public void delete(String path) throws IOException {
        files.remove(StoragePath.require(path));
    }
}
