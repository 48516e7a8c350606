package io.dbguard.internal.aftermath;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.migration.SchemaChange;
import io.dbguard.api.schema.SchemaDifference;
import io.dbguard.internal.repository.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds the schema of each backup against that of the backup before it, of the same database and of everything. */
public final class SchemaLog {
    private final Repository repository;
    private final Map<String, Manifest> newest = new HashMap<>();
    private final List<SchemaChange> changes = new ArrayList<>();

    /**
     * Creates the log.
     *
     * @param repository where the backups are
     */
    public SchemaLog(Repository repository) {
        this.repository = repository;
    }

    /** Reads it, oldest change first. */
    public List<SchemaChange> read() {
        for (BackupId id : repository.manifests().ids()) {
            if (repository.manifests().header(id).scope().equals(Scope.EVERYTHING)) {
                add(repository.manifests().read(id));
            }
        }
        return List.copyOf(changes);
    }

    /** Another version of the server may describe the same object in other words; that shows as a change, too. */
    private void add(Manifest manifest) {
        DatabaseInfo database = manifest.header().database();
        Manifest before = newest.put(database.key(), manifest);
        if (before == null) {
            return;
        }
        SchemaDifference difference =
                SchemaDiff.between(before.schema().objects(), manifest.schema().objects());
        if (!difference.isEmpty()) {
            changes.add(new SchemaChange(
                    database,
                    before.header().id(),
                    manifest.header().id(),
                    manifest.header().time(),
                    difference));
        }
    }
}
