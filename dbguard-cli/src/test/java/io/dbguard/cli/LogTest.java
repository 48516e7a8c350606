package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
    @TempDir
    Path folder;

    private H2Shop shop;
    private String repository;
    private String id;

    @BeforeEach
    void takeABackupAndRestoreIt() {
        shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
        id = InProcess.backup(shop.on("backup", "--repo", repository, "--label", "nightly"));
        InProcess.run(shop.on("restore", id, "--repo", repository, "--yes")).done();
    }

    private Outcome log(String... options) {
        var all = new ArrayList<>(List.of("log", "--repo", repository));
        all.addAll(List.of(options));
        return InProcess.run(all.toArray(String[]::new));
    }

    private Path segment() throws IOException {
        try (var files = Files.list(Path.of(repository, "audit"))) {
            return files.sorted().toList().get(0);
        }
    }

    @Test
    void everythingIsALineOldestFirst() {
        List<String> lines = log().done().out().lines().toList();
        assertThat(lines.get(0)).startsWith("time (UTC)").contains("kind", "who", "what");
        assertThat(lines.get(1)).contains("backup", "504 rows", id);
        assertThat(lines.get(lines.size() - 1)).contains("restore", id);
    }

    @Test
    void kindsAndAgesAreChosen() {
        assertThat(log("--kind", "restore").done().out().lines()).hasSize(2);
        assertThat(log("--kind", "restore", "--kind", "backup").done().out())
                .isEqualTo(log().done().out());
        assertThat(log("--since", "1h").done().out()).isEqualTo(log().done().out());
        assertThat(log("--kind", "prune").done().lastLine()).isEqualTo("Nothing of this is in the audit log.");
        log("--kind", "flood").refused("backup-failed");
    }

    @Test
    void theDocumentHoldsAllThatTheLogDoes() {
        JsonNode document = log("--json", "--kind", "restore").done().json();
        assertThat(document.path("problems")).isEmpty();
        JsonNode entry = document.path("entries").get(0);
        assertThat(entry.path("number").longValue()).isGreaterThan(1);
        assertThat(Instant.parse(entry.path("time").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(entry.path("kind").asText()).isEqualTo("restore");
        assertThat(entry.path("subject").asText()).isEqualTo(id);
        assertThat(entry.path("details").path("rows").asText()).isEqualTo("504");
        assertThat(entry.path("process").longValue())
                .isEqualTo(ProcessHandle.current().pid());
        assertThat(entry.path("user").isTextual()).isTrue();
        assertThat(entry.path("host").isTextual()).isTrue();
    }

    @Test
    void aChangedLineIsFoundAndTheOthersAreShown() throws IOException {
        Files.writeString(segment(), Files.readString(segment()).replaceFirst("504 rows", "404 rows"));
        Outcome outcome = log().found();
        assertThat(outcome.err()).contains("dbguard: warning: the audit log is not whole: ");
        assertThat(outcome.out()).contains("restored").doesNotContain("404 rows");
        JsonNode document = log("--json").found().json();
        assertThat(document.path("problems")).isNotEmpty();
    }

    @Test
    void aPlaceWithoutARepositoryIsNoEmptyLog() {
        InProcess.run("log", "--repo", folder.resolve("nowhere").toString()).refused("no dbguard repository");
    }

    @Test
    void thatTheNewestLinesWereRemovedShowsBesideACopy() throws IOException {
        String copy = folder.resolve("copy").toString();
        InProcess.run("copy", "--repo", repository, "--copy-to", copy).done();
        shop.run("DELETE FROM orders WHERE id = 1");
        InProcess.run(shop.on("check", "--repo", repository, "--allow-temporary-storage"));
        assertThat(log("--copy", copy).done().err()).doesNotContain("not whole");
        List<String> lines = Files.readAllLines(segment());
        Files.write(segment(), lines.subList(0, 1));
        assertThat(log("--copy", copy).found().err())
                .contains("lines are missing; they are in the copy in")
                .doesNotContain("orders");
        InProcess.run("copy", "--repo", repository, "--copy-to", copy).done();
        assertThat(log("--copy", copy).found().err()).contains("lines are missing; they are in the copy in");
    }
}
