package io.dbguard.internal.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder in which files wait for their names. What a killed process left in it goes when it is old. Thread-safe. */
final class PendingFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PendingFiles.class);

    private static final String FOLDER = ".pending";

    /** A single file is written in seconds. Whoever still writes after this fails, and has lost nothing. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final Folders folders;
    private final AtomicBoolean swept = new AtomicBoolean();

    PendingFiles(Path root, Folders folders) {
        this.folder = root.resolve(FOLDER);
        this.folders = folders;
    }

    PendingFile write(byte[] content) throws IOException {
        folders.create(folder);
        Path file = folder.resolve(UUID.randomUUID().toString());
        PendingFile pending = PendingFile.write(file, content);
        if (swept.compareAndSet(false, true)) {
            sweep(Files.getLastModifiedTime(file));
        }
        return pending;
    }

    /** The time is that of a file just written, because the clock of the place may not be ours. */
    private void sweep(FileTime now) {
        Instant limit = now.toInstant().minus(ABANDONED);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("Old unfinished files in {} stay for now", folder, e);
        }
    }
}
