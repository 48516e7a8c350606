package io.dbguard.internal.storage;

import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Walks through a folder while others write to it and delete from it. */
final class FolderListing {
    private final List<Stored> found;

    FolderListing(List<Stored> found) {
        this.found = found;
    }

    void collect(Path folder, String path) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                add(entry, path + "/" + entry.getFileName());
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // It has never been there, or has just gone: either way there is nothing below it.
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private void add(Path entry, String path) throws IOException {
        if (String.valueOf(entry.getFileName()).startsWith(".")) {
            return; // pending files, the lock, and what network file systems leave behind
        }
        try {
            var attributes = Files.readAttributes(entry, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                collect(entry, path);
            } else {
                found.add(new Stored(
                        path, attributes.size(), attributes.lastModifiedTime().toInstant()));
            }
        } catch (NoSuchFileException e) {
            // Deleted since its name was read.
        }
    }
}
