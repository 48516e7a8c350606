package io.dbguard.spi.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * A place that keeps named byte sequences: a folder, a bucket. Thread-safe, and shared by several processes.
 *
 * <p>A path is relative, made of segments of {@code A-Z a-z 0-9 . _ -} joined by slashes; no segment begins with a dot,
 * such names are for the storage's own use. {@link StoragePath} checks it; any other path is refused with an
 * {@link IOException}. Whatever a writing method has reported as done survives a power loss, but for {@link #stage}. A
 * reader sees a sequence whole or not at all, and sees what was written before it asked.
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
     * Stores a sequence instead of another one that its author knows; of several who replace the same one, one wins.
     * This is how a lock is renewed and how a dead owner's lock is taken over: whoever does it must be sure that the
     * lock is still what it was when he looked.
     *
     * <p>It is safe against {@link #create} and itself only: what is changed with it must not be changed with
     * {@link #replace} or {@link #delete} at the same time. To remove a lock, replace it with a sequence that says so,
     * and delete that.
     *
     * @param path where
     * @param expected what must be there, byte for byte
     * @param content what
     * @return false if something else or nothing is there; nothing was written then
     * @throws IOException if the place refuses or cannot do this; what is there is then either of the two
     */
    boolean replaceIfUnchanged(String path, byte[] expected, byte[] content) throws IOException;

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
     * Lists what is below a folder, at any depth, sorted by path; empty if there is no such folder. What is only half
     * written is not listed.
     *
     * @param folder a path without a slash at its end
     * @throws IOException if the place refuses
     */
    List<Stored> stored(String folder) throws IOException;

    /**
     * Lists the paths below a folder, at any depth, sorted; empty if there is no such folder. What is only half written
     * is not listed.
     *
     * @param folder a path without a slash at its end
     * @throws IOException if the place refuses
     */
    default List<String> list(String folder) throws IOException {
        return stored(folder).stream().map(Stored::path).toList();
    }

    /**
     * Removes a sequence, if it is there.
     *
     * @param path where
     * @throws IOException if the place refuses
     */
    void delete(String path) throws IOException;

    /**
     * Returns how many bytes more the place can take, empty if it cannot tell or knows no bound. A storage that wraps
     * another one passes it on.
     */
    default OptionalLong freeBytes() {
        return OptionalLong.empty();
    }

    /**
     * Removes what writers that died have left half-written. Listings do not show it, but it takes space. Whatever a
     * living writer on this host is working on stays, and so does whatever is younger.
     *
     * @param age how old something must be, by the clock of the place, whose writer cannot be told to be dead
     * @return how many pieces were removed
     * @throws IOException if the place refuses
     */
    default int discardUnfinished(Duration age) throws IOException {
        return 0;
    }

    /**
     * Makes sure that what is stored under a path survives a power loss, whoever wrote it. A process that is killed may
     * leave it in sight without having been told that it is done; this is asked for before anything relies on it. Does
     * nothing by default, which is right where all that can be seen lasts already. A storage that wraps another one
     * passes it on.
     *
     * @param path where
     * @throws IOException if the place refuses
     */
    default void settle(String path) throws IOException {}

    /**
     * Stores a sequence under a path, like {@link #replace}, but one of many: whether the path shows it after a power loss
     * is certain only when {@link #settle(Collection)} has been asked for it. What the path shows, if anything, is whole
     * nevertheless. Does the same as {@link #replace} by default; a storage that can make many paths last at less cost than
     * one by one does it here and there. A storage that wraps another one passes it on.
     *
     * @param path where
     * @param content what
     * @throws IOException if the place refuses; the path then shows what it did before
     */
    default void stage(String path, byte[] content) throws IOException {
        replace(path, content);
    }

    /**
     * Makes sure that what is stored under some paths survives a power loss, as {@link #settle(String)} does for one.
     *
     * @param paths where
     * @throws IOException if the place refuses
     */
    default void settle(Collection<String> paths) throws IOException {
        for (String path : paths) {
            settle(path);
        }
    }
}
