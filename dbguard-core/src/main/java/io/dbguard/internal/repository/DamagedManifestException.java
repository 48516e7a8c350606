package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;

/** Says that what is stored of a manifest is not what was written, as far as bytes can tell; trying again does not help. */
public final class DamagedManifestException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    DamagedManifestException(String path, String what) {
        super(
                "The manifest " + path + " is damaged: " + what,
                "the other backups are not affected",
                "choose another backup, and find out what happened to the disk");
    }
}
