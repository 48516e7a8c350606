package io.dbguard.internal.repository;

import io.dbguard.api.RepositoryException;

/** Says that nobody who is trusted signed a backup. With other keys it may be good. */
public final class UntrustedManifestException extends RepositoryException {
    private static final long serialVersionUID = 1L;

    UntrustedManifestException(String path, String what) {
        super(
                "The manifest " + path + " " + what,
                "nothing of it was used",
                "choose a backup that is signed, or find out who wrote this one");
    }
}
