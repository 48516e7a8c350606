package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import io.dbguard.internal.migration.PendingScripts;
import java.util.List;
import java.util.Optional;

/** No pending migration destroys data that somebody did not give up for good. */
final class MigrationsCheck implements Check {

    @Override
    public String name() {
        return "migrations";
    }

    @Override
    public CheckResult look(Scene scene) {
        List<MigrationScript> all = scene.order().migrations();
        if (all.isEmpty()) {
            return pass("no migrations are named");
        }
        PendingScripts pending = PendingScripts.of(all, scene.dataSource());
        if (pending.scripts().isEmpty()) {
            return pass("none of " + Numbers.count(all.size(), "migration") + " is pending");
        }
        Assessment assessment = scene.classifier().classify(pending.scripts());
        String words = Numbers.count(pending.scripts().size(), "migration") + " pending: "
                + Numbers.list(
                        pending.scripts().stream().map(MigrationScript::name).toList());
        return switch (assessment.verdict()) {
            case SAFE -> pass(words + "; no data is at stake");
            case CAUTION -> warn(words + "; " + said(assessment, Verdict.CAUTION), "take a backup right before");
            case DANGEROUS ->
                dangerous(
                        words,
                        assessment,
                        pending.approvalCode(assessment),
                        scene.order().approval());
        };
    }

    private CheckResult dangerous(String words, Assessment assessment, String code, Optional<String> approval) {
        String said = words + "; " + said(assessment, Verdict.DANGEROUS);
        return approval.filter(code::equals).isPresent()
                ? warn(said + "; this was approved", "take a backup right before")
                : fail(said, "read the scripts, and if this is meant, approve exactly them with the code " + code);
    }

    /** Samples of rows stay out of it: a report goes to logs. */
    private static String said(Assessment assessment, Verdict verdict) {
        return Numbers.list(assessment.findings().stream()
                .filter(finding -> Verdict.of(List.of(finding)) == verdict)
                .map(MigrationsCheck::said)
                .toList());
    }

    private static String said(Finding finding) {
        return finding.script() + ":" + finding.line() + " " + finding.rule() + ": " + finding.message()
                + finding.evidence().map(found -> " (" + found.words() + ")").orElse("");
    }
}
