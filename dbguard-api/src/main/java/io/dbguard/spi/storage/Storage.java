package io.dbguard.spi.storage;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * A place that keeps named byte sequences: a folder, a bucket. Thread-safe, and shared by several processes.
 *
 * <p>A path is relative, made of segments of {@code A-Z a-z 0-9 . _ -} joined by slashes. Whatever a writing method has
 * reported as done survives a power loss. A reader sees a sequence whole or not at all.
 */
public interface Storage {

    /** Returns what a person would call this place, without secrets. */
    String describe();

    /**
     * Stores a sequence under a path that is free.
     *
     * @param path where
     * @param content what
     * @return false if the path is taken; nothing was written then
     * @throws IOException if the place refuses; nothing is visible under the path then
     */
    boolean create(String path, byte[] content) throws IOException;

    /**
     * Stores a sequence under a path, instead of what may be there.
     *
     * @param path where
     * @param content what
     * @throws IOException if the place refuses; the path then shows what it did before
     */
    void replace(String path, byte[] content) throws IOException;

    /**
     * Reads a sequence.
     *
     * @param path where
     * @return all of it
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if the place refuses
     */
    byte[] read(String path) throws IOException;

    /**
     * Returns the size of a sequence in bytes, empty if there is none.
     *
     * @param path where
     * @throws IOException if the place refuses
     */
    OptionalLong size(String path) throws IOException;

    /**
     * Lists the paths below a folder, at any depth, sorted; empty if there is no such folder. What is only half written
     * is not listed.
     *
     * @param folder a path without a slash at its end
     * @throws IOException if the place refuses
     */
    List<String> list(String folder) throws IOException;

    /**
     * Removes a sequence, if it is there.
     *
     * @param path where
     * @throws IOException if the place refuses
     */
    void delete(String path) throws IOException;
}
