package io.dbguard.internal.lock;

import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;

/** A storage that may do what it is asked for and say that it did not. */
public class LossyStorage extends ForwardingStorage {
    private boolean lose;

    /** Loses answers of a storage. */
    public LossyStorage(Storage storage) {
        super(storage);
    }

    /** Lets the next renewal of a lock happen and fail. */
    public void loseTheNextAnswer() {
        lose = true;
    }

    @Override
    public boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException {
        boolean done = super.replaceIfUnchanged(path, expected, content);
        if (lose) {
            lose = false;
            throw new IOException("the answer was lost");
        }
        return done;
    }
}
