package io.dbguard.test;

import io.dbguard.Classifier;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationClassifier;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Risk;
import io.dbguard.api.migration.ScriptAssessment;
import io.dbguard.api.migration.Verdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractAssert;

/** Assertions on migrations. Without {@link #judgedBy}, they are judged as PostgreSQL's. */
public final class MigrationAssert extends AbstractAssert<MigrationAssert, List<MigrationScript>> {
    private MigrationClassifier classifier = Classifier.postgres().releasedOneByOne();
    private String first = "";
    private final Set<String> approved = new LinkedHashSet<>();

    MigrationAssert(List<MigrationScript> scripts) {
        super(scripts, MigrationAssert.class);
    }

    /**
     * Says who judges.
     *
     * @param judge such as {@code Classifier.h2()}
     */
    public MigrationAssert judgedBy(MigrationClassifier judge) {
        classifier = judge;
        return this;
    }

    /**
     * Leaves alone what ran long ago: the scripts before this one are known, but not judged.
     *
     * @param script the name of the first script that is judged
     */
    public MigrationAssert from(String script) {
        isThere(script);
        first = script;
        return this;
    }

    /**
     * Takes scripts as they are, because somebody has looked at them. One in which the next assertion finds nothing fails:
     * what is approved for nothing would hide what comes later.
     *
     * @param scripts their names
     */
    public MigrationAssert approved(String... scripts) {
        for (String script : scripts) {
            isThere(script);
            approved.add(script);
        }
        return this;
    }

    private void isThere(String script) {
        if (actual.stream().noneMatch(one -> one.name().equals(script))) {
            failWithMessage("There is no script <%s> among %s", script, names());
        }
    }

    /**
     * Goes on with a run of all scripts on a database that is there for this test alone, and empty.
     *
     * @param database H2 or PostgreSQL; it gives one connection
     */
    public MigrationRun runOn(DataSource database) {
        isNotNull();
        return new MigrationRun(actual, database);
    }

    /** Asserts that the verdict on each script is {@link Verdict#SAFE}. */
    public MigrationAssert areSafe() {
        return haveVerdictAtMost(Verdict.SAFE);
    }

    /** Asserts that the verdict on the script is {@link Verdict#SAFE}. */
    public MigrationAssert isSafe() {
        return areSafe();
    }

    /**
     * Asserts that no script is judged worse.
     *
     * @param verdict the worst that is allowed
     */
    public MigrationAssert haveVerdictAtMost(Verdict verdict) {
        return without(
                "a verdict of at most " + verdict,
                finding -> Verdict.of(List.of(finding)).compareTo(verdict) > 0);
    }

    /**
     * Asserts that no finding, on any axis, has a higher risk.
     *
     * @param risk the highest that is allowed
     */
    public MigrationAssert hasRiskAtMost(Risk risk) {
        return without("a risk of at most " + risk, finding -> finding.risk().compareTo(risk) > 0);
    }

    /**
     * Asserts that a rule is not broken.
     *
     * @param rule its name, such as {@code drop-column}
     */
    public MigrationAssert hasNoFinding(String rule) {
        return without("no finding " + rule, finding -> finding.rule().equals(rule));
    }

    /**
     * Asserts that a rule is broken.
     *
     * @param rule its name, such as {@code drop-column}
     */
    public MigrationAssert hasFinding(String rule) {
        if (findings().stream().noneMatch(finding -> finding.rule().equals(rule))) {
            failWithMessage("Expected a finding %s in %s, but found:%n%s", rule, names(), describe(findings()));
        }
        return this;
    }

    private MigrationAssert without(String expected, Predicate<Finding> unwanted) {
        isNotNull();
        List<Finding> all = findings().stream().filter(unwanted).toList();
        List<Finding> found = all.stream()
                .filter(finding -> !approved.contains(finding.script()))
                .toList();
        if (!found.isEmpty()) {
            failWithMessage("Expected %s of %s, but found:%n%s", expected, names(), describe(found));
        }
        Set<String> needless = new LinkedHashSet<>(approved);
        all.forEach(finding -> needless.remove(finding.script()));
        if (!needless.isEmpty()) {
            failWithMessage("Expected %s, which %s fulfil without having been approved", expected, needless);
        }
        return this;
    }

    private List<Finding> findings() {
        List<ScriptAssessment> scripts = classifier.classify(actual).scripts();
        return scripts.stream()
                .dropWhile(script -> !first.isEmpty() && !script.script().equals(first))
                .flatMap(script -> script.findings().stream())
                .toList();
    }

    private List<String> names() {
        return actual.stream().map(MigrationScript::name).toList();
    }

    private static String describe(List<Finding> findings) {
        return findings.stream()
                .map(finding -> "  " + finding + "\n    why: " + finding.why()
                        + (finding.safer().isEmpty()
                                ? ""
                                : "\n    safer: " + finding.safer().replace("\n", "\n      ")))
                .collect(Collectors.joining("\n"));
    }
}
