package io.dbguard.api.migration;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;

/** Says that a migration ended with an error; the backup taken before it is intact. */
public final class MigrationFailedException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    private final transient BackupId backup;

    /**
     * Creates the exception.
     *
     * @param backup the backup taken before
     * @param cause what the migration threw
     */
    public MigrationFailedException(BackupId backup, Throwable cause) {
        super(
                "The migration failed",
                "the backup " + backup + " was taken and verified before it started",
                "see the cause, and restore that backup if the database was left half migrated",
                cause);
        this.backup = backup;
    }

    /** Returns the backup taken before. */
    public BackupId backup() {
        return backup;
    }
}
