package io.dbguard.api.migration;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import java.util.List;
import java.util.stream.Collectors;

/** Says that a migration did not run because it may destroy data and nobody approved it. */
public final class MigrationRefusedException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    private final transient Assessment assessment;
    private final String code;
    private final transient BackupId backup;

    /**
     * Creates the exception.
     *
     * @param assessment why the migration was refused
     * @param code what an approval has to name
     * @param backup the backup that was taken of the database as it is
     * @param next what to do to let it run
     */
    public MigrationRefusedException(Assessment assessment, String code, BackupId backup, String next) {
        super(
                "The migration was refused: "
                        + assessment.findings().stream()
                                .filter(f -> Verdict.of(List.of(f)) == Verdict.DANGEROUS)
                                .map(Finding::toString)
                                .collect(Collectors.joining(", ")),
                "no statement of it was run, and the backup " + backup + " holds the database as it is",
                next);
        this.assessment = assessment;
        this.code = code;
        this.backup = backup;
    }

    /** Returns why the migration was refused. */
    public Assessment assessment() {
        return assessment;
    }

    /** Returns what an approval has to name. */
    public String code() {
        return code;
    }

    /** Returns the backup that was taken of the database as it is. */
    public BackupId backup() {
        return backup;
    }
}
