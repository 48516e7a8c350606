package io.dbguard.api.migration;

import java.util.Comparator;
import java.util.List;

/**
 * The judgement on an ordered set of migrations.
 *
 * @param findings what is not safe, in the order of the scripts
 */
public record Assessment(List<Finding> findings) {

    /** Copies the list, so that the assessment can be shared. */
    public Assessment {
        findings = List.copyOf(findings);
    }

    /** Returns the highest risk of all findings, {@link Risk#SAFE} if there are none. */
    public Risk risk() {
        return findings.stream()
                .map(Finding::risk)
                .max(Comparator.naturalOrder())
                .orElse(Risk.SAFE);
    }
}
