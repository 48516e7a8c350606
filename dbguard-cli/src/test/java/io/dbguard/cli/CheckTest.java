package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckTest {
    @TempDir
    Path folder;

    private H2Shop shop;
    private String repository;

    @BeforeEach
    void takeABackup() {
        shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
        InProcess.backup(shop.on("backup", "--repo", repository));
        InProcess.run("verify", "--repo", repository).done();
    }

    private Outcome check(String... options) {
        List<String> all = new ArrayList<>(List.of(shop.on("check", "--repo", repository)));
        all.addAll(List.of(options));
        return InProcess.run(all.toArray(String[]::new));
    }

    private Outcome checkHere(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--allow-temporary-storage");
        return check(all.toArray(String[]::new));
    }

    @Test
    void whatPassesIsALineEachAndExitCodeZero() {
        byte[] before = shop.bytes();
        Outcome outcome = checkHere().done();
        assertThat(outcome.out().lines())
                .anyMatch(line -> line.startsWith("PASS  connection    H2 "))
                .anyMatch(line -> line.startsWith("PASS  data          the database has 504 rows"))
                .anyMatch(line -> line.startsWith("WARN  storage       "))
                .anyMatch(line -> line.startsWith("                    -> "))
                .last()
                .isEqualTo("Nothing failed.");
        assertThat(shop.bytes()).isEqualTo(before);
    }

    @Test
    void whatFailsIsExitCodeOneWithWhatToDo() {
        Outcome outcome = check().found();
        assertThat(outcome.out())
                .containsPattern("FAIL  storage       .*temporary files\n +-> keep backups on a volume")
                .endsWith("Failed: storage.\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void anEmptyDatabaseIsFound() {
        shop.run("DELETE FROM orders", "DELETE FROM customers");
        assertThat(checkHere().found().lastLine()).isEqualTo("Failed: data.");
        assertThat(checkHere("--expect-empty").done().lastLine()).isEqualTo("Nothing failed.");
        check("--expect-empty", "--expect-data").refused("Only one of");
    }

    @Test
    void aDatabaseThatIsNotThereIsAFinding() {
        String nowhere = "jdbc:h2:" + folder.resolve("nowhere");
        assertThat(InProcess.run("check", "--repo", repository, "--url", nowhere, "--allow-temporary-storage")
                        .found()
                        .lastLine())
                .isEqualTo("Failed: connection.");
    }

    @Test
    void theDocumentSaysTheSame() {
        JsonNode document = check("--json").found().json();
        assertThat(document.path("passed").booleanValue()).isFalse();
        assertThat(document.path("checks").findValuesAsText("name")).contains("connection", "storage");
        for (JsonNode check : document.path("checks")) {
            boolean fails = check.path("name").asText().equals("storage");
            assertThat(check.path("status").asText().equals("fail")).isEqualTo(fails);
            assertThat(check.path("words").asText()).isNotEmpty();
            assertThat(check.path("next").asText().isEmpty())
                    .isEqualTo(check.path("status").asText().equals("pass"));
        }
    }

    @Test
    void pendingMigrationsAreJudged() throws IOException {
        Path scripts = Files.createDirectory(folder.resolve("migrations"));
        Files.writeString(scripts.resolve("V1__drop.sql"), "ALTER TABLE customers DROP COLUMN born;");
        Outcome outcome = checkHere("--migrations", scripts.toString()).found();
        assertThat(outcome.out()).contains("V1__drop.sql:1 drop-column");
        String code = outcome.out().replaceAll("(?s).*code ([0-9a-f]{12}(?:-\\d+)?).*", "$1");
        checkHere("--migrations", scripts.toString(), "--approve", code).done();
    }

    @Test
    void theAgeOfTheBackupCanBeSaid() {
        checkHere("--max-backup-age", "1m").done();
        check("--max-backup-age", "soon").refused("an age is a number");
        check("--max-backup-age", "0h").refused("--max-backup-age");
    }

    @Test
    void forceGoesOnLoudlyAndTheLogHasIt() {
        Outcome outcome = check("--force", "--quiet").done();
        assertThat(outcome.out()).endsWith("Failed: storage.\n");
        assertThat(outcome.err()).contains("GOING ON ALTHOUGH THE CHECK FAILED (storage)", "--force");
        assertThat(checkHere("--force").done().err()).isEmpty();
        Outcome log =
                InProcess.run("log", "--repo", repository, "--kind", "override").done();
        assertThat(log.out().lines()).hasSize(2);
        assertThat(log.lastLine()).contains("override", "went on", "storage");
    }

    @Test
    void anotherDatabaseIsFoundAfterOneWasRemembered(@TempDir Path elsewhere) {
        checkHere("--remember").done();
        checkHere().done();
        H2Shop other = new H2Shop(elsewhere).fill();
        InProcess.backup(other.on("backup", "--repo", repository));
        String[] command = other.on("check", "--repo", repository, "--allow-temporary-storage");
        assertThat(InProcess.run(command).found().lastLine()).isEqualTo("Failed: identity.");
    }
}
