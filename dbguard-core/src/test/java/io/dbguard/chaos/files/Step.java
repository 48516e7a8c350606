package io.dbguard.chaos.files;

import java.nio.file.Path;

/**
 * One call of the operating system that changes a file or a folder, or makes a change last.
 *
 * @param kind what it does
 * @param path to what
 * @param other the new name of a link or a move, otherwise the same as {@code path}
 * @param data what is written, empty for all but a write
 */
public record Step(Kind kind, Path path, Path other, byte[] data) {
    /** What steps there are. */
    public enum Kind {
        CREATE,
        WRITE,
        FORCE,
        MAKE_FOLDER,
        FORCE_FOLDER,
        LINK,
        MOVE,
        DELETE,
        /** Not of a file: something that a database is asked to do. */
        STATEMENT
    }

    /** Returns a step that has to do with one path only. */
    public static Step of(Kind kind, Path path) {
        return new Step(kind, path, path, new byte[0]);
    }

    @Override
    public String toString() {
        return kind + " " + path.getFileName() + (other.equals(path) ? "" : " to " + other.getFileName());
    }
}
