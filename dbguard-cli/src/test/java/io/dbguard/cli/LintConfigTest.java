package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A project's own say in what counts how much. */
class LintConfigTest {
    @TempDir
    Path folder;

    private Path migrations;

    @BeforeEach
    void write() throws IOException {
        migrations = Files.createDirectories(folder.resolve("db/migration"));
        Files.writeString(migrations.resolve("V1__old.sql"), "CREATE TABLE t (a text); DROP TABLE gone;");
        Files.writeString(
                migrations.resolve("V2__new.sql"),
                "CREATE INDEX i ON t (a);\nALTER TABLE t ALTER COLUMN a SET DEFAULT 'x';\nDELETE FROM t WHERE a = 'y';");
    }

    private String config(String text) throws IOException {
        return Files.writeString(folder.resolve("lint.conf"), text).toString();
    }

    private io.dbguard.cli.testing.Outcome lint(String config, String... more) throws IOException {
        String[] args = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("lint", migrations.toString(), "--config", config(config)),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return InProcess.run(args);
    }

    @Test
    void aRuleCanBeSwitchedOffOrWeighOtherwise() throws IOException {
        String out = lint("# ours\n\nrule.drop-table = off\n rule.create-index=low\nrule.delete-rows = high\n")
                .found()
                .out();
        assertThat(out)
                .doesNotContain("[drop-table")
                .contains("low risk: builds an index", "high risk: deletes rows of t [delete-rows")
                .contains("V1__old.sql: SAFE", "V2__new.sql: DANGEROUS");
    }

    @Test
    void whatIsExcludedIsKnownButNotJudged() throws IOException {
        String out = lint("exclude = db/**/V1__* # ran long ago\n").found().out();
        assertThat(out).doesNotContain("V1__old.sql").contains("V2__new.sql");
        assertThat(lint("exclude = V1__old.sql\n").found().out()).doesNotContain("V1__old.sql");
        lint("exclude = db/**\n").done();
    }

    @Test
    void presetsAndTheOptionSayWhatFails() throws IOException {
        String quiet = "exclude = V1__*\nrule.delete-rows = off\nrule.create-index = low\n";
        lint("preset = standard\n" + quiet).done();
        lint("preset = strict\n" + quiet).found();
        lint("preset = strict\n" + quiet, "--fail-on", "medium").done();
        lint("preset = relaxed\nfail-on = medium\nexclude = V1__*\n").found();
        assertThat(lint("preset = relaxed\nexclude = V1__*\n").done().out())
                .contains("[delete-rows", "[create-index")
                .doesNotContain("low risk");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rule.drop-tabel = off | the rule drop-tabel",
                "rule.drop-table = never | off, low, medium or high",
                "rule.drop-table | does not read",
                "preset = harsh | strict, standard or relaxed",
                "fail-on = none | low, medium or high",
                "exclude = [a | no pattern",
                "severity = high | names severity"
            })
    void whatIsWrongIsSaidInOneSentence(String line, String reason) throws IOException {
        lint("# first\n" + line + "\n").refused("Line 2 of ", reason, "nothing was judged");
    }

    @Test
    void whatContradictsItselfIsRefused() throws IOException {
        lint("rule.drop-table = off\nrule.drop-table = low\n").refused("a second time");
        lint("fail-on = low\npreset = relaxed\n").refused("too late");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        InProcess.run(
                        "lint",
                        migrations.toString(),
                        "--config",
                        folder.resolve("no.conf").toString())
                .refused("no.conf", "nothing was judged");
    }
}
