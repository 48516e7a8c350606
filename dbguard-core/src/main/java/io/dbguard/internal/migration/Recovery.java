package io.dbguard.internal.migration;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.migration.Aftermath;
import io.dbguard.api.report.RestoreReport;
import java.util.Optional;

/** What is done when a migration has failed, before anybody else's turn comes. */
@FunctionalInterface
public interface Recovery {

    /**
     * Brings back what is wanted back.
     *
     * @param backup the backup before the migration
     * @param aftermath what the migration left
     * @return what was restored, empty if nothing was
     */
    Optional<RestoreReport> recover(BackupId backup, Aftermath aftermath);
}
