package io.dbguard.internal.lock;

import java.util.function.Supplier;

/** Something that is held until it is closed. */
@FunctionalInterface
public interface Hold extends AutoCloseable {
    @Override
    void close();

    /**
     * Does something while this is held, and lets go.
     *
     * @param work what
     * @return what came of it
     */
    default <T> T during(Supplier<T> work) {
        try {
            return work.get();
        } finally {
            close();
        }
    }

    /**
     * Does something while this is held, and lets go.
     *
     * @param work what
     */
    default void during(Runnable work) {
        try {
            work.run();
        } finally {
            close();
        }
    }
}
