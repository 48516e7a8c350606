package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.spi.storage.Storage;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers in which state of its database a backup was taken, and when that was last found to be its state still. Losing
 * this loses no backup; the next one is then taken though nothing has changed.
 */
public final class CurrentNotes {
    private final Notes notes;

    CurrentNotes(Storage storage) {
        this.notes = new Notes(storage);
    }

    /**
     * What is remembered of a backup.
     *
     * @param state stands for the state of the database
     * @param confirmed when the database was last found to be in that state
     */
    public record Note(String state, Instant confirmed) {}

    /**
     * Remembers.
     *
     * @param id the backup
     * @param note what
     */
    public void write(BackupId id, Note note) {
        notes.write(
                RepositoryPaths.current(id),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("state", note.state)
                        .put("confirmedAt", note.confirmed.toString()));
    }

    /**
     * Returns what is remembered.
     *
     * @param id the backup
     */
    public Optional<Note> find(BackupId id) {
        return notes.read(
                RepositoryPaths.current(id),
                json -> new Note(
                        json.path("state").asText(),
                        Instant.parse(json.path("confirmedAt").asText())));
    }
}
