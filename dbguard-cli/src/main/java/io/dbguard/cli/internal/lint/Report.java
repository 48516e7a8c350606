package io.dbguard.cli.internal.lint;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was found in which scripts.
 *
 * @param assessment the judgement
 * @param scripts the scripts that were judged
 */
public record Report(Assessment assessment, List<MigrationScript> scripts) {

    /** Copies the list. */
    public Report {
        scripts = List.copyOf(scripts);
    }

    /**
     * Returns whether a finding on any axis is as bad as that, or worse.
     *
     * @param risk how bad
     */
    public boolean reaches(Risk risk) {
        return assessment.findings().stream().anyMatch(finding -> finding.risk().compareTo(risk) >= 0);
    }

    /** Returns the lines of each script. */
    Map<String, List<String>> lines() {
        return scripts.stream()
                .collect(Collectors.toMap(
                        MigrationScript::name, script -> List.of(script.sql().split("\r\n|\r|\n", -1)), (a, b) -> a));
    }

    /** Returns the line that a finding is about; empty if the script has none there. */
    static String line(Map<String, List<String>> lines, Finding finding) {
        List<String> all = lines.getOrDefault(finding.script(), List.of());
        return finding.line() >= 1 && finding.line() <= all.size() ? all.get(finding.line() - 1) : "";
    }
}
