package io.dbguard.internal.repository;

import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;

/** A storage that changes something so many times and then never again, as after the death of the process. */
final class StoppingStorage extends ForwardingStorage {
    private int changesLeft;

    StoppingStorage(Storage storage, int changes) {
        super(storage);
        this.changesLeft = changes;
    }

    boolean hasStopped() {
        return changesLeft < 0;
    }

    @Override
    protected Storage toWrite() throws IOException {
        if (--changesLeft < 0) {
            throw new IOException("stopped");
        }
        return super.toWrite();
    }
}
