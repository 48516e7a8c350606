package io.dbguard.internal.storage;

import io.dbguard.internal.host.RunningProcess;
import io.dbguard.internal.host.RunningProcess.Fate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.UUID;

/** A file that is complete on the disk but does not have its name yet. */
final class PendingFile {
    static final String PREFIX = ".pending-";

    private final Path file;
    private boolean moved;

    private PendingFile(Path file) {
        this.file = file;
    }

    static PendingFile write(Path folder, byte[] content) throws IOException {
        Folders.create(folder);
        return writeInto(folder, content);
    }

    /** Writes into a folder that is there, and may yet have to be made to last. */
    static PendingFile writeInto(Path folder, byte[] content) throws IOException {
        var pending =
                new PendingFile(folder.resolve(PREFIX + RunningProcess.current().token() + "-" + UUID.randomUUID()));
        try (FileChannel channel = Folders.createFile(pending.file)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            pending.discard();
            throw e;
        }
        return pending;
    }

    /** Finds out whether the writer of such a file lives. */
    static Fate writerOf(Path file) {
        String name = file.getFileName().toString().substring(PREFIX.length());
        int end = name.indexOf('-');
        return end < 0 ? Fate.UNKNOWN : RunningProcess.fateOf(name.substring(0, end));
    }

    /** Returns the time by the clock of the file system. */
    FileTime written() throws IOException {
        return Files.getLastModifiedTime(file);
    }

    /** Gives the file a name that nobody may have yet; a hard link is the one atomic way to do so. */
    void publishNew(Path target, Path root) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (UnsupportedOperationException | IOException e) {
            if (e instanceof FileAlreadyExistsException || Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            publishNewUnderLock(target, root);
        }
        Folders.force(target.getParent());
    }

    /** For file systems that have no hard links. */
    private void publishNewUnderLock(Path target, Path root) throws IOException {
        FolderLock lock = FolderLock.take(root);
        try {
            if (Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            lock.free();
        }
    }

    void publish(Path target) throws IOException {
        move(target);
        Folders.force(target.getParent());
    }

    /** Gives the file its name, which is yet to be made to last. */
    void move(Path target) throws IOException {
        Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        moved = true;
    }

    void discard() throws IOException {
        if (!moved) {
            Files.deleteIfExists(file);
        }
    }
}
