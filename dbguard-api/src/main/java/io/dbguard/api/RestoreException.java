package io.dbguard.api;

import org.jspecify.annotations.Nullable;

/** Says that a restore was given up and undone, because its result would not have been what the backup holds. */
public final class RestoreException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param failed what failed
     * @param intact what is still as it was
     * @param next what the reader should do now
     * @param cause what led to it, already free of row data, or null
     */
    public RestoreException(String failed, String intact, String next, @Nullable Throwable cause) {
        super(failed, intact, next, cause);
    }

    /**
     * Creates the exception without a cause.
     *
     * @param failed what failed
     * @param intact what is still as it was
     * @param next what the reader should do now
     */
    public RestoreException(String failed, String intact, String next) {
        super(failed, intact, next);
    }
}
