package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.util.OptionalLong;

/** A place on a disk that fills up. */
public final class LimitedStorage extends ForwardingStorage {
    private long free;
    private boolean hidden;

    public LimitedStorage(Storage storage, long free) {
        super(storage);
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
        return super.create(path, content);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        take(content);
        super.replace(path, content);
    }
}
