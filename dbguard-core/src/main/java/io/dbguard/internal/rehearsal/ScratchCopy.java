package io.dbguard.internal.rehearsal;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.internal.Target;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.restore.RestoreJob;
import io.dbguard.internal.restore.RestoreOrder;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;

/** A backup, restored into a database that was empty before. */
final class ScratchCopy {
    private final Target scratch;
    private final Repository repository;

    ScratchCopy(Target scratch, Repository repository) {
        this.scratch = scratch;
        this.repository = repository;
    }

    /**
     * Restores.
     *
     * @throws RequestException if the database is not empty; nothing is changed then
     */
    RestoreReport of(BackupId backup) {
        checkEmpty();
        var order = RestoreOrder.of(backup, java.util.List.of(), false);
        return new RestoreJob(
                        scratch,
                        repository,
                        safety -> {
                            throw new IllegalStateException("What is empty needs no safety backup");
                        },
                        order)
                .run();
    }

    private void checkEmpty() {
        try (Snapshot snapshot = scratch.provider()
                .openSnapshot(scratch.dataSource(), new AccessOptions(table -> false, scratch.lockWait()))) {
            if (!snapshot.schema().tables().isEmpty()) {
                throw new RequestException(
                        "The database for the copy is not empty",
                        "nothing was changed",
                        "give an empty one, whose content nobody needs");
            }
        }
    }
}
