package io.dbguard.internal.export;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a file that does not exist yet; if that fails, there is none afterwards. */
final class NewFile {
    private NewFile() {}

    /** Writes the content. */
    @FunctionalInterface
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    static void write(Path file, Content content) {
        try {
            OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
                content.writeTo(buffered);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new RequestException(
                    "The file " + file + " exists already", "nothing was overwritten", "choose another name", e);
        } catch (IOException e) {
            throw new RepositoryException(
                    "Cannot write " + file + ": " + e.getMessage(),
                    "the backup is not affected and no half file was left",
                    "check the free space and the permissions there",
                    e);
        }
    }
}
