package io.dbguard;

/**
 * What is done while {@link Guard#allow} allows it.
 *
 * @param <E> what it throws
 */
@FunctionalInterface
public interface AllowedAction<E extends Exception> {
    /** Does it, on the thread that allowed it. */
    void run() throws E;
}
