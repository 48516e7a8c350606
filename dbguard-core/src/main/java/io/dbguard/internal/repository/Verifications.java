package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
     * Returns when a backup was last found intact, if it was not found damaged since.
     *
     * @param id the backup
     */
    public Optional<Instant> find(BackupId id) {
        return find(id, INTACT);
    }

    /**
     * Returns when a backup was found damaged, if it was not found intact since.
     *
     * @param id the backup
     */
    public Optional<Instant> findDamage(BackupId id) {
        return find(id, DAMAGED);
    }

    /**
     * Returns whether a backup was found intact when it was last read, for those who remove others because of that.
     *
     * @param id the backup
     * @throws io.dbguard.api.RepositoryException if that cannot be found out now
     */
    public boolean wasIntact(BackupId id) {
        return wasFound(id, INTACT);
    }

    /**
     * Returns whether a backup was found damaged when it was last read, for those who remove others because it was not.
     *
     * @param id the backup
     * @throws io.dbguard.api.RepositoryException if that cannot be found out now
     */
    public boolean wasDamaged(BackupId id) {
        return wasFound(id, DAMAGED);
    }

    private boolean wasFound(BackupId id, String field) {
        return notes.require(RepositoryPaths.verification(id), Verifications::findings)
                .filter(findings -> findings.containsKey(field))
                .isPresent();
    }

    private Optional<Instant> find(BackupId id, String field) {
        return notes.read(RepositoryPaths.verification(id), Verifications::findings)
                .map(findings -> findings.get(field));
    }

    private static Map<String, Instant> findings(JsonNode note) throws IOException {
        Map<String, Instant> findings = new HashMap<>();
        for (String field : List.of(INTACT, DAMAGED)) {
            if (note.has(field)) {
                findings.put(field, Instant.parse(note.path(field).asText()));
            }
        }
        if (findings.isEmpty()) {
            throw new IOException("it says nothing");
        }
        return findings;
    }
}
