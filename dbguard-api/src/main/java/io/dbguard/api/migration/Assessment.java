package io.dbguard.api.migration;

import java.util.List;

/**
 * The judgement on an ordered set of migrations. Immutable.
 *
 * @param scripts one for each script, in their order
 */
public record Assessment(List<ScriptAssessment> scripts) {

    /** Copies the list, so that the assessment can be shared. */
    public Assessment {
        scripts = List.copyOf(scripts);
    }

    /** Returns all findings, in the order of the scripts. */
    public List<Finding> findings() {
        return scripts.stream().flatMap(script -> script.findings().stream()).toList();
    }

    /** Returns the verdict on all of them together, {@link Verdict#SAFE} if there are none. */
    public Verdict verdict() {
        return Verdict.of(findings());
    }
}
