package io.dbguard.internal.check;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.DbGuardException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that was tried once.
 *
 * @param <T> what came of it
 */
final class Attempt<T> {
    private final @Nullable T value;
    private final @Nullable DbGuardException failure;

    private Attempt(@Nullable T value, @Nullable DbGuardException failure) {
        this.value = value;
        this.failure = failure;
    }

    static <T> Attempt<T> of(Supplier<T> work) {
        try {
            return new Attempt<>(work.get(), null);
        } catch (DbGuardException e) {
            return new Attempt<>(null, e);
        } catch (RuntimeException e) {
            // A pool throws what it likes, and its words may hold what must not be told.
            return new Attempt<>(null, unknown(e));
        }
    }

    static DbGuardException unknown(RuntimeException e) {
        return new DatabaseException(
                "It could not be found out: " + e.getClass().getName(),
                "nothing was changed",
                "see the log of the application and of the database");
    }

    /** Returns what came of it, empty if it failed. */
    Optional<T> value() {
        return Optional.ofNullable(value);
    }

    /** Returns what came of it, or throws why nothing did. */
    T get() {
        if (value == null) {
            throw failure == null ? new IllegalStateException("Neither a value nor a failure") : failure;
        }
        return value;
    }
}
