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

/** Remembers when a backup was last read and what was found. Losing this loses no backup. */
public final class Verifications {
    private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);

    private static final String INTACT = "verifiedAt";
    private static final String DAMAGED = "damagedAt";

    private final Storage storage;

    Verifications(Storage storage) {
        this.storage = storage;
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
        String path = RepositoryPaths.verification(id);
        try {
            storage.replace(
                    path,
                    SealedJson.write(ManifestJson.MAPPER.createObjectNode().put(field, when.toString())));
        } catch (IOException e) {
            LOG.warn(
                    "What the check of backup {} found could not be noted: {} in {}: {}",
                    id,
                    path,
                    storage.describe(),
                    IoReason.of(e));
        }
    }

    /**
     * Forgets a backup that was found damaged, or is removed.
     *
     * @param id the backup
     */
    public void forget(BackupId id) {
        String path = RepositoryPaths.verification(id);
        try {
            storage.delete(path);
        } catch (IOException e) {
            LOG.warn("{} could not be removed from {}: {}", path, storage.describe(), IoReason.of(e));
        }
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

    private Optional<Instant> find(BackupId id, String field) {
        try {
            JsonNode node = SealedJson.read(storage.read(RepositoryPaths.verification(id)));
            if (!node.has(INTACT) && !node.has(DAMAGED)) {
                throw new IOException("it says nothing");
            }
            return node.has(field) ? Optional.of(Instant.parse(node.path(field).asText())) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | DateTimeParseException e) {
            LOG.warn("{} in {} is unreadable and is passed over", RepositoryPaths.verification(id), storage.describe());
            return Optional.empty();
        }
    }
}
