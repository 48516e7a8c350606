package io.dbguard.api.migration;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.RestoreReport;
import java.util.Optional;

/** Says that a migration ended with an error, and in what state it left the database. */
public final class MigrationFailedException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    private final transient BackupId backup;
    private final transient Optional<Aftermath> aftermath;
    private final transient Optional<RestoreReport> restored;

    /**
     * Creates the exception.
     *
     * @param backup the backup taken before
     * @param aftermath what the migration left, empty if that could not be found out
     * @param restored what was brought back since, empty if nothing was
     * @param cause what the migration threw
     */
    public MigrationFailedException(
            BackupId backup, Optional<Aftermath> aftermath, Optional<RestoreReport> restored, Throwable cause) {
        super(
                "The migration failed, and left this: "
                        + aftermath.map(Aftermath::describe).orElse("what, could not be found out"),
                "the backup " + backup + " was taken and verified before it started"
                        + restored.map(report -> "; " + report.tables().size() + " tables were restored from it")
                                .orElse(""),
                aftermath.filter(Aftermath::nothingChanged).isPresent()
                        ? "see the cause; nothing has to be restored"
                        : "see the cause, and restore that backup if the database was left half migrated",
                cause);
        this.backup = backup;
        this.aftermath = aftermath;
        this.restored = restored;
    }

    /** Returns the backup taken before. */
    public BackupId backup() {
        return backup;
    }

    /** Returns what the migration left, before anything was restored; empty if that could not be found out. */
    public Optional<Aftermath> aftermath() {
        return aftermath;
    }

    /** Returns what was brought back since; empty if nothing was. */
    public Optional<RestoreReport> restored() {
        return restored;
    }
}
