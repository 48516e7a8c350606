package io.dbguard.internal.place;

import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;

/** A place that stops to answer: from the n-th call on, and for writes alone or for all. */
final class FlakyStorage extends ForwardingStorage {
    private final boolean writesOnly;
    private int callsLeft;

    FlakyStorage(Storage storage, boolean writesOnly, int callsLeft) {
        super(storage);
        this.writesOnly = writesOnly;
        this.callsLeft = callsLeft;
    }

    @Override
    protected Storage toRead() throws IOException {
        return writesOnly ? super.toRead() : toWrite();
    }

    @Override
    protected Storage toWrite() throws IOException {
        if (callsLeft-- <= 0) {
            throw new IOException("the line is down");
        }
        return super.toWrite();
    }

    /** Whether the place stopped before the work was done. */
    boolean failed() {
        return callsLeft < 0;
    }
}
