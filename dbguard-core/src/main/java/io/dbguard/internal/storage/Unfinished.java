package io.dbguard.internal.storage;

import io.dbguard.internal.IoReason;
import io.dbguard.internal.host.RunningProcess.Fate;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes files that never got their names because their writers died. */
final class Unfinished extends SimpleFileVisitor<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(Unfinished.class);

    private final FileTime now;
    private final Duration age;
    private int removed;

    Unfinished(FileTime now, Duration age) {
        this.now = now;
        this.age = age;
    }

    int removed() {
        return removed;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (file.getFileName().toString().startsWith(PendingFile.PREFIX) && isAbandoned(file, attributes)) {
            remove(file);
        }
        return FileVisitResult.CONTINUE;
    }

    /** Others write and delete meanwhile, and not all that lies there is ours, such as {@code lost+found}. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
        if (!isPassedOver(e)) {
            throw e;
        }
        LOG.debug("{} is passed over: {}", file, IoReason.of(e));
        return FileVisitResult.CONTINUE;
    }

    private void remove(Path file) throws IOException {
        try {
            if (Files.deleteIfExists(file)) {
                removed++;
            }
        } catch (AccessDeniedException e) {
            LOG.debug("{} is passed over: {}", file, IoReason.of(e));
        }
    }

    private static boolean isPassedOver(IOException e) {
        return e instanceof NoSuchFileException || e instanceof AccessDeniedException;
    }

    private boolean isAbandoned(Path file, BasicFileAttributes attributes) {
        Fate writer = PendingFile.writerOf(file);
        Duration found = Duration.between(attributes.lastModifiedTime().toInstant(), now.toInstant());
        return writer == Fate.GONE || (writer == Fate.UNKNOWN && found.compareTo(age) >= 0);
    }
}
