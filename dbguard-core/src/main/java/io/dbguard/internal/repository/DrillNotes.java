package io.dbguard.internal.repository;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.report.DrillNote;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Remembers when which backup was restored into a scratch database. Losing this loses no backup. */
public final class DrillNotes {
    private final Notes notes;

    DrillNotes(Storage storage) {
        this.notes = new Notes(storage);
    }

    /**
     * Notes a drill, with its backup and as the last one of its database.
     *
     * @param database where the backup came from
     * @param drill what came of it
     */
    public void write(DatabaseInfo database, DrillNote drill) {
        var note = JsonNodeFactory.instance
                .objectNode()
                .put("backup", drill.backup().value())
                .put("time", drill.time().toString())
                .put("passed", drill.passed())
                .put("restoreMillis", drill.restored().toMillis());
        notes.write(RepositoryPaths.drill(drill.backup()), note);
        notes.write(RepositoryPaths.lastDrill(database), note);
    }

    /**
     * Returns what came of the last drill with a backup.
     *
     * @param id the backup
     */
    public Optional<DrillNote> find(BackupId id) {
        return notes.read(RepositoryPaths.drill(id), DrillNotes::read)
                .filter(note -> note.backup().equals(id));
    }

    /**
     * Returns the last drill of a database, also if its backup is gone.
     *
     * @param database which
     */
    public Optional<DrillNote> last(DatabaseInfo database) {
        return notes.read(RepositoryPaths.lastDrill(database), DrillNotes::read);
    }

    private static DrillNote read(JsonNode note) throws IOException {
        if (!note.path("passed").isBoolean()) {
            throw new IOException("it does not say what came of it");
        }
        return new DrillNote(
                new BackupId(note.path("backup").asText()),
                Instant.parse(note.path("time").asText()),
                note.path("passed").asBoolean(),
                Duration.ofMillis(note.path("restoreMillis").asLong()));
    }
}
