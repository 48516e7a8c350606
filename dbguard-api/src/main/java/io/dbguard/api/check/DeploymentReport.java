package io.dbguard.api.check;

import io.dbguard.api.check.CheckResult.Status;
import io.dbguard.api.migration.Aftermath;
import java.util.List;

/**
 * What a deployment has left.
 *
 * @param aftermath the database, held against the backup before the deployment
 * @param results one for each check, in the order in which they were made
 */
public record DeploymentReport(Aftermath aftermath, List<CheckResult> results) {

    /** Copies the list, so that the report can be shared. */
    public DeploymentReport {
        results = List.copyOf(results);
    }

    /** Returns whether nothing failed; there may be warnings. */
    public boolean good() {
        return failures().isEmpty();
    }

    /** Returns what failed. */
    public List<CheckResult> failures() {
        return results.stream().filter(result -> result.status() == Status.FAIL).toList();
    }
}
