package io.dbguard.internal.retention;

import io.dbguard.api.RepositoryException;
import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;

/** A storage that does nothing any more after a number of calls, as after the death of its user. */
final class MortalStorage extends ForwardingStorage {
    private int left;
    private boolean dead;

    MortalStorage(Storage storage, int calls) {
        super(storage);
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

    @Override
    protected Storage toRead() throws IOException {
        return toWrite();
    }

    @Override
    protected Storage toWrite() throws IOException {
        if (left-- <= 0) {
            dead = true;
            throw new IOException("dead");
        }
        return super.toWrite();
    }
}
