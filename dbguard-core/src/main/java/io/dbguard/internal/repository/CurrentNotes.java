package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.IoReason;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers in which state of its database a backup was taken, and when that was last found to be its state still. Losing
 * this loses no backup; the next one is then taken though nothing has changed.
 */
public final class CurrentNotes {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentNotes.class);

    private final Storage storage;

    CurrentNotes(Storage storage) {
        this.storage = storage;
    }

    /**
     * What is remembered of a backup.
     *
     * @param state stands for the state of the database
     * @param confirmed when the database was last found to be in that state
     */
    public record Note(String state, Instant confirmed) {}

    /**
     * Returns where it is remembered.
     *
     * @param id the backup
     */
    public static String path(BackupId id) {
        return "current/" + id + ".json";
    }

    /**
     * Remembers.
     *
     * @param id the backup
     * @param note what
     */
    public void write(BackupId id, Note note) {
        try {
            storage.replace(
                    path(id),
                    SealedJson.write(ManifestJson.MAPPER
                            .createObjectNode()
                            .put("state", note.state)
                            .put("confirmedAt", note.confirmed.toString())));
        } catch (IOException e) {
            LOG.warn("{} in {} could not be written: {}", path(id), storage.describe(), IoReason.of(e));
        }
    }

    /**
     * Returns what is remembered.
     *
     * @param id the backup
     */
    public Optional<Note> find(BackupId id) {
        try {
            JsonNode json = SealedJson.read(storage.read(path(id)));
            return Optional.of(new Note(
                    json.path("state").asText(),
                    Instant.parse(json.path("confirmedAt").asText())));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeParseException e) {
            LOG.warn("{} in {} is unreadable and is passed over", path(id), storage.describe());
            return Optional.empty();
        }
    }
}
