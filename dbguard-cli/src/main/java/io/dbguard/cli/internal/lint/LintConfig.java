package io.dbguard.cli.internal.lint;

import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.api.migration.StatementAssessment;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a project wants to hear of, and how bad it takes it.
 *
 * @param folder the folder that the excluded paths start from
 * @param failOn the risk that fails from, empty if the file does not say
 * @param lowest findings below this risk are not shown
 * @param risks the risk of each rule that has another one here than elsewhere; {@link Risk#NONE} switches it off
 * @param excluded patterns of scripts that are known, but not judged
 */
public record LintConfig(
        Path folder, Optional<Risk> failOn, Risk lowest, Map<String, Risk> risks, List<String> excluded) {
    /** What holds where there is no file. */
    public static final LintConfig NONE = new LintConfig(Path.of(""), Optional.empty(), Risk.LOW, Map.of(), List.of());

    /** Copies the collections. */
    public LintConfig {
        risks = Map.copyOf(risks);
        excluded = List.copyOf(excluded);
    }

    /**
     * Returns a judgement without what is not to be heard of.
     *
     * @param all the judgement
     */
    public Assessment apply(Assessment all) {
        return new Assessment(all.scripts().stream()
                .filter(script -> !isExcluded(script.script()))
                .map(this::apply)
                .toList());
    }

    private ScriptAssessment apply(ScriptAssessment script) {
        List<StatementAssessment> statements =
                script.statements().stream().map(this::apply).toList();
        return new ScriptAssessment(script.script(), statements, findings(script.remarks()));
    }

    private StatementAssessment apply(StatementAssessment one) {
        return new StatementAssessment(
                one.firstLine(), one.lastLine(), one.head(), one.objects(), one.locks(), findings(one.findings()));
    }

    private List<Finding> findings(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.at(risks.getOrDefault(finding.rule(), finding.risk())))
                .filter(finding -> finding.risk() != Risk.NONE && finding.risk().compareTo(lowest) >= 0)
                .toList();
    }

    private boolean isExcluded(String script) {
        Path base = folder.toAbsolutePath().normalize();
        Path file = Path.of(script).toAbsolutePath().normalize();
        Path below = file.startsWith(base) ? base.relativize(file) : file;
        return excluded.stream().anyMatch(pattern -> fits(pattern, below));
    }

    /** A pattern without a slash is about the name of the file alone. */
    private static boolean fits(String pattern, Path file) {
        Path compared = pattern.contains("/") ? file : file.getFileName();
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(compared);
    }
}
