package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.testing.H2Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonDocumentsTest {
    @TempDir
    Path folder;

    private H2Shop shop;
    private String repository;
    private String id;

    @BeforeEach
    void takeABackup() {
        shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
        id = InProcess.backup(shop.on("backup", "--repo", repository, "--label", "nightly"));
    }

    private JsonNode json(String... command) {
        return InProcess.run(command).done().json();
    }

    @Test
    void listIsAnArrayWithOneObjectForEachBackup() {
        JsonNode list = json("list", "--repo", repository, "--json");
        assertThat(list.isArray()).isTrue();
        assertThat(list).hasSize(1);
        JsonNode backup = list.get(0);
        assertThat(backup.path("id").textValue()).isEqualTo(id);
        assertThat(Instant.parse(backup.path("time").textValue())).isBeforeOrEqualTo(Instant.now());
        assertThat(backup.path("label").textValue()).isEqualTo("nightly");
        assertThat(backup.path("tables").intValue()).isEqualTo(2);
        assertThat(backup.path("rows").intValue()).isEqualTo(504);
        assertThat(backup.path("storedBytes").longValue()).isPositive();
        assertThat(backup.path("verifiedAt").isNull()).isTrue();
        assertThat(backup.path("damage").isNull()).isTrue();
    }

    @Test
    void listSaysWhenABackupWasVerified() {
        InProcess.run("verify", id, "--repo", repository).done();
        String verifiedAt = json("list", "--repo", repository, "--json")
                .get(0)
                .path("verifiedAt")
                .textValue();
        assertThat(Instant.parse(verifiedAt)).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void listOfAnEmptyRepositoryIsAnEmptyArray() throws Exception {
        try (var manifests = Files.list(Path.of(repository, "manifests"))) {
            for (Path manifest : manifests.toList()) {
                Files.delete(manifest);
            }
        }
        assertThat(json("list", "--repo", repository, "--json")).isEmpty();
    }

    @Test
    void showTellsWhatABackupHolds() {
        JsonNode backup = json("show", id, "--repo", repository, "--json");
        assertThat(backup.path("id").textValue()).isEqualTo(id);
        assertThat(backup.path("parent").isNull()).isTrue();
        assertThat(backup.path("reason").textValue()).isEqualTo("manual");
        assertThat(backup.path("database").path("provider").textValue()).isEqualTo("h2");
        assertThat(backup.path("scope").path("tables")).isEmpty();
        assertThat(backup.path("tables").findValuesAsText("name")).containsExactly("CUSTOMERS", "ORDERS");
        assertThat(backup.path("tables").findValuesAsText("rows")).containsExactly("4", "500");
        assertThat(backup.path("sequences")).hasSize(2);
        assertThat(backup.path("objects").findValuesAsText("kind")).contains("table", "view", "foreign key");
        assertThat(backup.path("leftOut")).isEmpty();
        assertThat(backup.path("warnings").isArray()).isTrue();
    }

    @Test
    void statusTellsTheNewestBackupAndWhetherTheDatabaseAnswers() {
        JsonNode status = json(shop.on("status", "--repo", repository, "--json"));
        assertThat(status.path("backups").intValue()).isEqualTo(1);
        assertThat(status.path("newest").path("id").textValue()).isEqualTo(id);
        assertThat(status.path("newest").path("ageSeconds").isIntegralNumber()).isTrue();
        assertThat(status.path("damaged")).isEmpty();
        assertThat(status.path("database").path("reachable").booleanValue()).isTrue();
    }

    @Test
    void statusFindsADatabaseThatDoesNotAnswer() {
        String nowhere = "jdbc:h2:" + folder.resolve("nowhere");
        JsonNode status = InProcess.run("status", "--repo", repository, "--url", nowhere, "--json")
                .found()
                .json();
        assertThat(status.path("database").path("reachable").booleanValue()).isFalse();
        assertThat(status.path("database").path("problem").textValue()).isNotEmpty();
    }
}
