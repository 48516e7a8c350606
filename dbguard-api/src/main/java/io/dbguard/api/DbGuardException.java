package io.dbguard.api;

import org.jspecify.annotations.Nullable;

/**
 * Says that dbguard could not do what it was asked to do.
 *
 * <p>The message is one sentence in three parts: what failed, what is still intact, and what to do next. It holds
 * neither row data nor secrets, and neither does any cause that dbguard attaches.
 */
public class DbGuardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String failed;
    private final String intact;
    private final String next;

    /**
     * Creates the exception.
     *
     * @param failed what failed, without a full stop at the end
     * @param intact what is still as it was
     * @param next what the reader should do now
     * @param cause what led to it, already free of row data, or null
     */
    public DbGuardException(String failed, String intact, String next, @Nullable Throwable cause) {
        super(failed + "; " + intact + "; " + next + ".", cause);
        this.failed = failed;
        this.intact = intact;
        this.next = next;
    }

    /**
     * Creates the exception without a cause.
     *
     * @param failed what failed
     * @param intact what is still as it was
     * @param next what the reader should do now
     */
    public DbGuardException(String failed, String intact, String next) {
        this(failed, intact, next, null);
    }

    /** Returns what failed. */
    public String failed() {
        return failed;
    }

    /** Returns what is still as it was. */
    public String intact() {
        return intact;
    }

    /** Returns what the reader should do now. */
    public String next() {
        return next;
    }
}
