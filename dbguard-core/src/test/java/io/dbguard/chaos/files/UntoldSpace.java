package io.dbguard.chaos.files;

import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.spi.storage.Storage;
import java.util.OptionalLong;

/** A storage that cannot say how much is free, as under a quota, so that writing into it comes to the very end of it. */
public final class UntoldSpace extends ForwardingStorage {
    /** Keeps to itself how much is free in a storage. */
    public UntoldSpace(Storage real) {
        super(real);
    }

    @Override
    public OptionalLong freeBytes() {
        return OptionalLong.empty();
    }
}
