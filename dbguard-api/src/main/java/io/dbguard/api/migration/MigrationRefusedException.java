package io.dbguard.api.migration;

import io.dbguard.api.DbGuardException;
import java.util.List;
import java.util.stream.Collectors;

/** Says that a migration did not run because it may destroy data and nobody approved it. */
public final class MigrationRefusedException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    private final transient Assessment assessment;

    /**
     * Creates the exception.
     *
     * @param assessment why the migration was refused
     * @param next what to do to let it run
     */
    public MigrationRefusedException(Assessment assessment, String next) {
        super(
                "The migration was refused: "
                        + assessment.findings().stream()
                                .filter(f -> Verdict.of(List.of(f)) == Verdict.DANGEROUS)
                                .map(Finding::toString)
                                .collect(Collectors.joining(", ")),
                "no statement of it was run",
                next);
        this.assessment = assessment;
    }

    /** Returns why the migration was refused. */
    public Assessment assessment() {
        return assessment;
    }
}
