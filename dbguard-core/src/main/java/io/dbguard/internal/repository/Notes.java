package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dbguard.internal.IoReason;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is noted about backups beside them. Losing a note loses no backup, so what cannot be read or written is told to
 * the log and passed over.
 */
public final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Notes.class);

    private final Storage storage;

    /**
     * Creates notes.
     *
     * @param storage where they are
     */
    public Notes(Storage storage) {
        this.storage = storage;
    }

    /**
     * Makes something of a note.
     *
     * @param <T> what
     */
    public interface Reading<T> {
        /**
         * Reads.
         *
         * @param note the object that was written
         * @throws IOException if it lacks what it should say
         * @throws DateTimeParseException if it names no time where it should
         */
        T read(JsonNode note) throws IOException;
    }

    /**
     * Reads a note.
     *
     * @param <T> what it becomes
     * @param path where it is
     * @param reading makes that of it
     * @return empty if there is none, or it is damaged
     */
    public <T> Optional<T> read(String path, Reading<T> reading) {
        try {
            return parse(path, storage.read(path), reading);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return passedOver(path);
        }
    }

    /**
     * Reads a note that something depends on that cannot be undone.
     *
     * @param <T> what it becomes
     * @param path where it is
     * @param reading makes that of it
     * @return empty if there is none, or it is damaged
     * @throws io.dbguard.api.RepositoryException if nobody knows, since the place does not answer
     */
    <T> Optional<T> require(String path, Reading<T> reading) {
        try {
            return parse(path, storage.read(path), reading);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw Places.cannotRead(storage, path, e);
        }
    }

    private <T> Optional<T> parse(String path, byte[] content, Reading<T> reading) {
        try {
            return Optional.of(reading.read(SealedJson.read(content)));
        } catch (IOException | DateTimeParseException e) {
            return passedOver(path);
        }
    }

    private <T> Optional<T> passedOver(String path) {
        LOG.warn("{} in {} is unreadable and is passed over", path, storage.describe());
        return Optional.empty();
    }

    /**
     * Writes a note, over what is there.
     *
     * @param path where
     * @param note has at least one field
     */
    public void write(String path, ObjectNode note) {
        try {
            storage.replace(path, SealedJson.write(note));
        } catch (IOException e) {
            LOG.warn("{} could not be written in {}: {}", path, storage.describe(), IoReason.of(e));
        }
    }

    /**
     * Removes a note.
     *
     * @param path where it may be
     */
    public void forget(String path) {
        try {
            storage.delete(path);
        } catch (IOException e) {
            LOG.warn("{} could not be removed from {}: {}", path, storage.describe(), IoReason.of(e));
        }
    }
}
