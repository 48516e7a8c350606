package io.dbguard.internal.storage;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.internal.IoReason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file that does not exist yet. It gets its name when it is complete and on the disk, so that even after a
 * crash a file of that name is whole.
 */
public final class NewFile {
    private NewFile() {}

    /** Writes the content. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes it.
         *
         * @param out where to
         * @throws IOException if that fails
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @param file does not exist yet
     * @param content what it gets
     */
    public static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        Path unfinished = target.resolveSibling(".dbguard-" + UUID.randomUUID() + ".unfinished");
        try {
            checkFree(target);
            try {
                fill(unfinished, content);
                publish(unfinished, target);
                Folders.force(target.getParent());
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (FileAlreadyExistsException e) {
            throw new RequestException(
                    "The file " + file + " exists already", "nothing was overwritten", "choose another name", e);
        } catch (IOException e) {
            throw new RepositoryException(
                    "Cannot write " + file + ": " + IoReason.of(e),
                    "the backup is not affected and no half file was left",
                    "check that the folder exists, its free space and its permissions",
                    e);
        }
    }

    private static void checkFree(Path target) throws FileAlreadyExistsException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
    }

    private static void fill(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** A hard link is the one way to give a name only if it is free. */
    private static void publish(Path unfinished, Path target) throws IOException {
        try {
            Files.createLink(target, unfinished);
        } catch (UnsupportedOperationException | IOException e) {
            checkFree(target);
            // This file system has no hard links.
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
