package io.dbguard.internal.storage;

import java.nio.file.Path;

/** What lies in a folder of this machine, as seen by its file system. */
public interface OnFileSystem {

    /** Returns the folder, which need not be there yet. */
    Path folder();
}
