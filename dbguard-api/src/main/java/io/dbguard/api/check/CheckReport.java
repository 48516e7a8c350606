package io.dbguard.api.check;

import io.dbguard.api.check.CheckResult.Status;
import java.util.List;

/**
 * What a check before a deployment has found.
 *
 * @param results one for each check, in the order in which they were made
 */
public record CheckReport(List<CheckResult> results) {

    /** Copies the list, so that the report can be shared. */
    public CheckReport {
        results = List.copyOf(results);
    }

    /** Returns whether nothing failed; there may be warnings. */
    public boolean passed() {
        return failures().isEmpty();
    }

    /** Returns what failed. */
    public List<CheckResult> failures() {
        return results.stream().filter(result -> result.status() == Status.FAIL).toList();
    }
}
