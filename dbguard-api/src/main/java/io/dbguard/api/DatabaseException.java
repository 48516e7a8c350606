package io.dbguard.api;

import org.jspecify.annotations.Nullable;

/** Says that the database could not be reached, refused an access, or failed in the middle of the work. */
public final class DatabaseException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failed what failed
     * @param intact what is still as it was
     * @param next what the reader should do now
     * @param cause what led to it, already free of row data, or null
     */
    public DatabaseException(String failed, String intact, String next, @Nullable Throwable cause) {
        super(failed, intact, next, cause);
    }

    /**
     * Creates the exception without a cause.
     *
     * @param failed what failed
     * @param intact what is still as it was
     * @param next what the reader should do now
     */
    public DatabaseException(String failed, String intact, String next) {
        super(failed, intact, next);
    }
}
