package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Remembers when a backup was last read and what was found. Losing this loses no backup. */
public final class Verifications {
    private static final String INTACT = "verifiedAt";
    private static final String DAMAGED = "damagedAt";

    private final Notes notes;

    Verifications(Storage storage) {
        this.notes = new Notes(storage);
    }

    /**
     * Notes that a backup was found intact.
     *
     * @param id the backup
     * @param when when the check ended
     */
    public void record(BackupId id, Instant when) {
        note(id, INTACT, when);
    }

    /**
     * Notes that a backup was found damaged; it then counts as never verified.
     *
     * @param id the backup
     * @param when when the check ended
     */
    public void recordDamage(BackupId id, Instant when) {
        note(id, DAMAGED, when);
    }

    private void note(BackupId id, String field, Instant when) {
        notes.write(
                RepositoryPaths.verification(id),
                JsonNodeFactory.instance.objectNode().put(field, when.toString()));
    }

    /**
     * Forgets a backup that was found damaged, or is removed.
     *
     * @param id the backup
     */
    public void forget(BackupId id) {
        notes.forget(RepositoryPaths.verification(id));
    }

    /**
     * What was found when a backup was last read; neither if it never was.
     *
     * @param intact when nothing was found wrong with it
     * @param damaged when something was
     */
    public record Found(Optional<Instant> intact, Optional<Instant> damaged) {
        private static final Found NOTHING = new Found(Optional.empty(), Optional.empty());
    }

    /**
     * Returns what is known of a backup; nothing if that cannot be read now.
     *
     * @param id the backup
     */
    public Found look(BackupId id) {
        return notes.read(RepositoryPaths.verification(id), Verifications::found)
                .orElse(Found.NOTHING);
    }

    /**
     * Returns what is known of a backup, for those who remove others because of that.
     *
     * @param id the backup
     * @throws io.dbguard.api.RepositoryException if that cannot be found out now
     */
    public Found require(BackupId id) {
        return notes.require(RepositoryPaths.verification(id), Verifications::found)
                .orElse(Found.NOTHING);
    }

    /**
     * Returns when a backup was last found intact, if it was not found damaged since.
     *
     * @param id the backup
     */
    public Optional<Instant> find(BackupId id) {
        return look(id).intact();
    }

    /**
     * Returns when a backup was found damaged, if it was not found intact since.
     *
     * @param id the backup
     */
    public Optional<Instant> findDamage(BackupId id) {
        return look(id).damaged();
    }

    private static Found found(JsonNode note) throws IOException {
        var found = new Found(time(note, INTACT), time(note, DAMAGED));
        if (found.equals(Found.NOTHING)) {
            throw new IOException("it says nothing");
        }
        return found;
    }

    private static Optional<Instant> time(JsonNode note, String field) {
        return note.has(field) ? Optional.of(Instant.parse(note.path(field).asText())) : Optional.empty();
    }
}
