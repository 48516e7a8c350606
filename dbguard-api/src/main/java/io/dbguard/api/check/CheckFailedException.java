package io.dbguard.api.check;

import io.dbguard.api.DbGuardException;
import java.util.stream.Collectors;

/** Says that a deployment was stopped because a check before it failed. */
public final class CheckFailedException extends DbGuardException {
    private static final long serialVersionUID = 1L;

    private final transient CheckReport report;

    /**
     * Creates the exception.
     *
     * @param report what was found, with at least one failure
     */
    public CheckFailedException(CheckReport report) {
        super(
                "The check before the migration failed: "
                        + report.failures().stream()
                                .map(result -> result.name() + ": " + result.words())
                                .collect(Collectors.joining("; ")),
                "no statement was run",
                report.failures().stream()
                                .map(CheckResult::next)
                                .filter(next -> !next.isEmpty())
                                .distinct()
                                .collect(Collectors.joining(", and "))
                        + ", or go on with withoutCheck()");
        this.report = report;
    }

    /** Returns all that was found. */
    public CheckReport report() {
        return report;
    }
}
