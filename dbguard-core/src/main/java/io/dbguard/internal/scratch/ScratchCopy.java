package io.dbguard.internal.scratch;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.internal.Target;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.restore.RestoreJob;
import io.dbguard.internal.restore.RestoreOrder;
import io.dbguard.spi.database.Snapshot;
import java.util.List;

/** A backup, restored into a database that was empty before. */
public final class ScratchCopy {
    private final Target scratch;
    private final Repository repository;

    /**
     * Creates a copy that is not there yet.
     *
     * @param scratch the empty database
     * @param repository where the backup is
     */
    public ScratchCopy(Target scratch, Repository repository) {
        this.scratch = scratch;
        this.repository = repository;
    }

    /**
     * Looks whether the database is empty.
     *
     * @return what it holds that every database holds
     * @throws RequestException if it is not; nothing is changed then
     */
    public Schema checkEmpty() {
        try (Snapshot snapshot = scratch.openSnapshot()) {
            Schema schema = snapshot.schema();
            if (schema.objects().stream().anyMatch(ScratchCopy::isSomebodys)) {
                throw new RequestException(
                        "The database for the copy is not empty",
                        "nothing was changed",
                        "give an empty one, whose content nobody needs");
            }
            return schema;
        }
    }

    /** Schemas, extensions, roles and settings are no data; whatever lies in a schema may be somebody's. */
    private static boolean isSomebodys(SchemaObject object) {
        return !object.id().schema().isEmpty() && !object.drop().isEmpty();
    }

    /**
     * Restores, after a look whether the database is empty.
     *
     * @param backup which
     * @throws RequestException if it is not; nothing is changed then
     */
    public RestoreReport of(BackupId backup) {
        checkEmpty();
        return restore(backup);
    }

    /**
     * Restores. Every table is read back and held against the backup before the result is made to last.
     *
     * @param backup which
     */
    public RestoreReport restore(BackupId backup) {
        var order = RestoreOrder.of(backup, List.of(), false);
        return new RestoreJob(
                        scratch,
                        repository,
                        safety -> {
                            throw new IllegalStateException("What is empty needs no safety backup");
                        },
                        order)
                .run();
    }
}
