package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;

/** Says which blob is not what was stored. */
public final class DamagedBlobException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String what;

    /**
     * Creates the exception.
     *
     * @param path where the blob is
     * @param what what is wrong with it
     */
    public DamagedBlobException(String path, String what) {
        super(
                "The blob " + path + " is damaged: " + what,
                "backups that do not use it are not affected",
                "choose another backup, and find out what happened to the disk");
        this.path = path;
        this.what = what;
    }

    /** Returns the file in the repository. */
    public String path() {
        return path;
    }

    /** Returns what is wrong with it. */
    public String what() {
        return what;
    }
}
