package io.dbguard.internal;

import io.dbguard.api.DbGuardException;
import org.jspecify.annotations.Nullable;

/** What may be said of something that was thrown: a message that is not our own may hold rows or secrets. */
public final class Told {
    private static final int MOST_CAUSES = 10;

    private Told() {}

    /**
     * Returns what went wrong, in words that may be told to anybody.
     *
     * @param thrown what was thrown
     */
    public static String of(Throwable thrown) {
        return thrown instanceof DbGuardException own
                ? own.failed()
                : thrown.getClass().getName();
    }

    /**
     * Returns the same for the log, which also gets what is still intact and what to do next.
     *
     * @param thrown what was thrown
     */
    public static String atLength(Throwable thrown) {
        return thrown instanceof DbGuardException own ? String.valueOf(own.getMessage()) : of(thrown);
    }

    /**
     * Returns what the log may have of it: where it comes from and by what it was caused, without messages that are not our
     * own.
     *
     * @param thrown what was thrown
     */
    public static Throwable trace(Throwable thrown) {
        return thrown instanceof DbGuardException ? thrown : new WithoutMessage(thrown, MOST_CAUSES);
    }

    /** Stands for something that was thrown, and names its class alone. */
    private static final class WithoutMessage extends Exception {
        private static final long serialVersionUID = 1L;

        WithoutMessage(Throwable thrown, int causes) {
            super(thrown.getClass().getName(), causeOf(thrown, causes), false, true);
            setStackTrace(thrown.getStackTrace());
        }

        private static @Nullable Throwable causeOf(Throwable thrown, int causes) {
            Throwable cause = thrown.getCause();
            return cause == null || causes == 0 ? null : new WithoutMessage(cause, causes - 1);
        }
    }
}
