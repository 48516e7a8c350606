package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.testing.H2Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopiesTest {
    @TempDir
    Path folder;

    private H2Shop shop;
    private String first;
    private String copy;

    @BeforeEach
    void fill() {
        shop = new H2Shop(folder).fill();
        first = folder.resolve("first").toString();
        copy = folder.resolve("copy").toString();
    }

    private String backup() {
        return InProcess.backup(shop.on("backup", "--repo", first, "--copy-to", copy));
    }

    private static void destroyBlobs(String place) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(place, "blobs"))) {
            for (Path blob : files.filter(Files::isRegularFile).toList()) {
                Files.write(blob, new byte[] {1, 2, 3});
            }
        }
    }

    private JsonNode status(int code) {
        var outcome = InProcess.run("status", "--json", "--repo", first);
        assertThat(outcome.code()).as(outcome.out()).isEqualTo(code);
        return outcome.json();
    }

    @Test
    void aCopyKeepsWhatItsOwnRulesSay() {
        InProcess.backup(shop.on("backup", "--repo", first));
        String second = InProcess.backup(shop.on("backup", "--repo", first));
        InProcess.run("copy", "--repo", first, "--copy-to", copy, "--keep-last", "1")
                .done();
        assertThat(InProcess.run("list", "--repo", copy, "--json").done().json())
                .singleElement()
                .satisfies(backup -> assertThat(backup.path("id").asText()).isEqualTo(second));
        InProcess.run("copy", "--repo", first, "--copy-to", copy).done();
        assertThat(InProcess.run("list", "--repo", copy, "--json").done().json())
                .hasSize(2);
    }

    @Test
    void aRestoreTakesFromTheCopyWhatTheFirstPlaceHasDamaged() throws IOException {
        String content = shop.content();
        String id = backup();
        InProcess.run("verify", id, "--repo", copy).done();
        shop.run("DELETE FROM orders");
        destroyBlobs(first);
        InProcess.run(shop.on("restore", id, "--yes", "--no-safety-backup", "--repo", first))
                .failed("lacks rows", "the database was not changed");
        InProcess.run(shop.on("restore", id, "--yes", "--no-safety-backup", "--repo", first, "--copy", copy))
                .done();
        assertThat(shop.content()).isEqualTo(content);
        Path script = folder.resolve("out.sql");
        InProcess.run("export", id, "--format", "sql", "--repo", first, "--copy", copy, "--out", script.toString())
                .done();
        assertThat(InProcess.run("verify", id, "--repo", first, "--copy", copy)
                        .found()
                        .out())
                .contains("DAMAGED", "PUBLIC.ORDERS", "intact in " + copy, "is damaged");
    }

    @Test
    void aSafetyBackupIsWholeInTheFirstPlaceThoughTheRestoreReadTheCopy() throws IOException {
        String id = backup();
        shop.run("DELETE FROM orders WHERE id > 250");
        String lost = shop.content();
        destroyBlobs(first);
        InProcess.run(shop.on("restore", id, "--yes", "--repo", first, "--copy", copy))
                .done();
        String safety = InProcess.run("list", "--repo", first, "--json")
                .done()
                .json()
                .get(1)
                .path("id")
                .textValue();
        InProcess.run("verify", safety, "--repo", first).done();
        InProcess.run(shop.on("restore", safety, "--yes", "--no-safety-backup", "--repo", first))
                .done();
        assertThat(shop.content()).isEqualTo(lost);
    }

    @Test
    void aDamagedPlaceIsMended() throws IOException {
        String id = backup();
        destroyBlobs(first);
        assertThat(InProcess.run("repair", "--repo", first, "--from", copy, "--dry-run")
                        .done()
                        .out())
                .contains("WOULD MEND blobs/");
        InProcess.run("verify", id, "--repo", first).found();
        assertThat(status(1).path("verification").path("damagedBackups")).hasSize(1);
        assertThat(InProcess.run("list", "--repo", first).done().out()).contains("DAMAGED");
        assertThat(InProcess.run("repair", "--repo", first, "--from", copy)
                        .done()
                        .out())
                .contains("MENDED blobs/");
        InProcess.run("verify", id, "--repo", first).done();
        status(0);
        destroyBlobs(first);
        destroyBlobs(copy);
        assertThat(InProcess.run("repair", "--repo", first, "--from", copy)
                        .found()
                        .out())
                .contains("LOST blobs/");
        InProcess.run("repair", "--repo", first, "--from", folder.toString()).refused("no dbguard repository");
    }

    @Test
    void aCopyThatCannotBeReachedLagsAndIsCaughtUp() throws IOException {
        backup();
        status(0);
        Path hidden = folder.resolve("hidden");
        Files.move(Path.of(copy), hidden);
        Files.writeString(Path.of(copy), "a file, no folder");
        var second = InProcess.run(shop.on("backup", "--repo", first, "--copy-to", copy))
                .done();
        assertThat(second.out()).contains("COPY LAGS in " + copy);
        assertThat(second.lastLine()).startsWith("20");
        InProcess.backup(shop.on("backup", "--repo", first));
        JsonNode lag = status(1).path("copies").get(0);
        assertThat(lag.path("problem").textValue()).isNotEmpty();
        assertThat(lag.path("lacking").intValue()).isGreaterThanOrEqualTo(2);
        InProcess.run("copy", "--repo", first, "--copy-to", copy).found();
        Files.delete(Path.of(copy));
        Files.move(hidden, Path.of(copy));
        assertThat(InProcess.run("copy", "--repo", first, "--copy-to", copy)
                        .done()
                        .out())
                .contains("up to date; 2 backups");
        assertThat(status(0).path("copies").get(0).path("upToDate").booleanValue())
                .isTrue();
        assertThat(InProcess.run("list", "--repo", copy, "--json").done().json())
                .hasSize(3);
    }

    @Test
    void rowsThatAreGoneAreSaidAtOnce() {
        backup();
        shop.run("DELETE FROM orders WHERE id > 100");
        var outcome = InProcess.run(shop.on("backup", "--repo", first)).done();
        assertThat(outcome.out()).contains("ALARM shrunk: table PUBLIC.ORDERS has 100 rows");
        assertThat(InProcess.run("list", "--repo", first).done().out()).contains("1 ALARM");
        assertThat(status(1).path("alarms")).hasSize(1);
        assertThat(InProcess.run("log", "--repo", first, "--kind", "rows-lost")
                        .done()
                        .lastLine())
                .contains("it looks as if rows were lost: shrunk: table PUBLIC.ORDERS has 100 rows");
        var other = new H2Shop(folder.resolve("other")).fill();
        InProcess.backup(other.on("backup", "--repo", first));
        assertThat(status(1).path("alarms"))
                .as("a backup of another database does not hide it")
                .hasSize(1);
        shop.run("DELETE FROM orders", "DELETE FROM customers");
        assertThat(InProcess.run(shop.on("backup", "--repo", first)).done().out())
                .contains("holds no rows");
    }

    @Test
    void aSampleReadsAShare() throws IOException {
        backup();
        assertThat(InProcess.run("verify", "--sample", "50%", "--repo", first)
                        .done()
                        .out())
                .contains("Share 1 of 2");
        InProcess.run("verify", "--sample", "50", "--repo", first).done();
        assertThat(status(0).path("verification").path("verified").intValue()).isEqualTo(1);
        destroyBlobs(first);
        assertThat(InProcess.run("verify", "--sample", "100%", "--repo", first)
                        .found()
                        .out())
                .contains("DAMAGED blobs/", "is damaged");
    }

    @Test
    void wrongPlacesAndSharesAreRefused() {
        backup();
        for (String[] command : new String[][] {
            {"copy", "--repo", first},
            {"repair", "--repo", first},
            {"verify", "--repo", first, "--sample", "a tenth"},
            {"verify", "--repo", first, "--sample", "0%"},
            {"verify", "latest", "--repo", first, "--sample", "10%"},
            {"list", "--repo", "s3://"},
            {"list", "--repo", "s3://a b/c"},
            {"list", "--repo", "s3://bucket/x?unknown=1"},
        }) {
            assertThat(InProcess.run(command).code())
                    .as(String.join(" ", command))
                    .isEqualTo(2);
        }
    }
}
