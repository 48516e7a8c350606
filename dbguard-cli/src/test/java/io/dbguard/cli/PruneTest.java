package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.testing.H2Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PruneTest {
    @TempDir
    Path folder;

    private String repository;
    private String first;
    private String second;
    private String third;

    @BeforeEach
    void takeThreeBackups() {
        H2Shop shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
        first = InProcess.backup(shop.on("backup", "--repo", repository, "--label", "release"));
        second = InProcess.backup(shop.on("backup", "--repo", repository));
        third = InProcess.backup(shop.on("backup", "--repo", repository));
    }

    private List<String> ids() {
        return InProcess.run("list", "--repo", repository, "--json")
                .done()
                .json()
                .findValuesAsText("id");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(repository))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void aDryRunExplainsEachDecisionAndChangesNothing() throws IOException {
        List<Path> before = files();
        assertThat(InProcess.run("prune", "--repo", repository, "--keep-last", "1", "--dry-run")
                        .done()
                        .out()
                        .lines())
                .containsExactly(
                        first + "  removed: beyond last 1",
                        second + "  removed: beyond last 1",
                        third + "  kept: newest, newest intact, last 1",
                        "Would remove 2 backups and 0 blobs (0 B), 1 would stay.");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatNoRuleKeepsIsGone() {
        InProcess.run("prune", "--repo", repository, "--keep-last", "1", "--keep-labelled")
                .done();
        assertThat(ids()).containsExactly(first, third);
        InProcess.run("verify", "--repo", repository, first).done();
    }

    @Test
    void aPinnedBackupStaysUntilItIsUnpinned() {
        InProcess.run("pin", second, "--repo", repository).done();
        JsonNode list =
                InProcess.run("list", "--repo", repository, "--json").done().json();
        assertThat(list.findValuesAsText("pinned")).containsExactly("false", "true", "false");
        InProcess.run("prune", "--repo", repository, "--keep-last", "1").done();
        assertThat(ids()).containsExactly(second, third);
        InProcess.run("unpin", second, "--repo", repository).done();
        InProcess.run("prune", "--repo", repository, "--keep-last", "1").done();
        assertThat(ids()).containsExactly(third);
    }

    @Test
    void theResultIsAlsoADocument() {
        JsonNode report = InProcess.run("prune", "--repo", repository, "--keep-daily", "7", "--json", "--grace", "2w")
                .done()
                .json();
        assertThat(report.path("dryRun").booleanValue()).isFalse();
        assertThat(report.path("removedBackups").intValue()).isEqualTo(2);
        assertThat(report.path("backups").findValuesAsText("kept")).containsExactly("false", "false", "true");
        assertThat(report.path("obstacles")).isEmpty();
    }

    @Test
    void aBackupThatCannotBeReadIsSaidAndFound() throws IOException {
        Files.writeString(Path.of(repository, "manifests", first + ".json"), "{");
        assertThat(InProcess.run("prune", "--repo", repository, "--keep-last", "1")
                        .found()
                        .out())
                .contains("No blob can go, because a backup cannot be read: " + first);
        assertThat(Path.of(repository, "manifests", first + ".json")).exists();
    }

    @Test
    void withoutARuleNothingIsDone() {
        InProcess.run("prune", "--repo", repository).refused("It is not said what to keep", "nothing was done");
        InProcess.run("prune", "--repo", repository, "--keep-last", "-1").refused("must not be negative");
        InProcess.run("prune", "--repo", repository, "--keep-within", "30 days")
                .refused("such as 24h or 30d", "nothing was done");
        assertThat(ids()).hasSize(3);
    }
}
