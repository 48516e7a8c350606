package io.dbguard.api;

import org.jspecify.annotations.Nullable;

/** Says that backups could not be read or written: the place is not accessible, full, damaged, or of a newer format. */
public class RepositoryException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failed what failed
     * @param intact what is still as it was
     * @param next what the reader should do now
     * @param cause what led to it, already free of row data, or null
     */
    public RepositoryException(String failed, String intact, String next, @Nullable Throwable cause) {
        super(failed, intact, next, cause);
    }

    /**
     * Creates the exception without a cause.
     *
     * @param failed what failed
     * @param intact what is still as it was
     * @param next what the reader should do now
     */
    public RepositoryException(String failed, String intact, String next) {
        super(failed, intact, next);
    }
}
