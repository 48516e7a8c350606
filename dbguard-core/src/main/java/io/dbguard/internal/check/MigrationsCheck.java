package io.dbguard.internal.check;

import io.dbguard.api.check.CheckResult;
import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.Assessment;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.api.migration.Verdict;
import io.dbguard.api.schema.SchemaObject;
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
        Optional<MigrationSource> source = scene.order().migrations();
        if (source.isEmpty()) {
            return pass("no migrations are named");
        }
        PendingScripts pending = PendingScripts.of(source.get(), scene.dataSource());
        if (pending.scripts().isEmpty()) {
            return pass("no migration is pending");
        }
        Assessment assessment = scene.classifier().classify(pending.scripts());
        String words = Numbers.count(pending.scripts().size(), "migration") + " pending: "
                + Numbers.list(
                        pending.scripts().stream().map(MigrationScript::name).toList());
        return switch (assessment.verdict()) {
            case SAFE -> pass(words + "; no data is at stake");
            case CAUTION -> warn(words + "; " + said(assessment, Verdict.CAUTION), "take a backup right before");
            case DANGEROUS -> dangerous(words, assessment, pending, scene);
        };
    }

    private CheckResult dangerous(String words, Assessment assessment, PendingScripts pending, Scene scene) {
        String said = words + "; " + said(assessment, Verdict.DANGEROUS);
        List<SchemaObject> schema = scene.database().get().schema().objects();
        List<Approval> given = scene.order().approval().stream()
                .map(code -> new Approval(code, "whoever asked for the check", "", "the check"))
                .toList();
        return pending.approval(given, schema, assessment).isPresent()
                ? warn(said + "; this was approved", "take a backup right before")
                : fail(
                        said,
                        "read the scripts, and if this is meant, approve exactly them with the code "
                                + pending.approvalCode(schema, assessment));
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
