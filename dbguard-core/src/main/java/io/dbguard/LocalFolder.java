package io.dbguard;

import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Path;

/** A folder as a place for backups, for where a folder and another storage are to be treated alike. */
public final class LocalFolder {
    private LocalFolder() {}

    /**
     * Returns the storage; nothing is created before something is written.
     *
     * @param folder on a local or mounted file system
     */
    public static Storage at(Path folder) {
        return new LocalStorage(folder);
    }
}
