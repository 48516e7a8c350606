package io.dbguard;

/**
 * What is done while {@link Guard#allowAndReturn} allows it.
 *
 * @param <T> what comes of it
 * @param <E> what it throws
 */
@FunctionalInterface
public interface AllowedWork<T, E extends Exception> {
    /** Does it, on the thread that allowed it. */
    T run() throws E;
}
