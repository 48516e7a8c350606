package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Jar;
import io.dbguard.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process has: an environment, streams, an exit code, a disk that is full. */
class ProcessJarTest {
    private static final String SECRET = "hunter2";

    @TempDir
    Path folder;

    private final Jar jar = Jar.plain();
    private H2Shop shop;
    private String repository;

    @BeforeEach
    void openShop() {
        shop = new H2Shop(folder).fill();
        repository = folder.resolve("backups").toString();
    }

    @Test
    void theEnvironmentStandsInForOptions(@TempDir Path elsewhere) {
        H2Shop locked = new H2Shop(elsewhere, SECRET).fill();
        Jar configured = jar.with("DBGUARD_REPO", repository)
                .with("DBGUARD_URL", locked.url().replace(";USER=sa", ""))
                .with("DBGUARD_USER", "sa")
                .with("DBGUARD_PASSWORD", SECRET);
        String id = configured.run("backup").done().lastLine();
        assertThat(configured.run("list").done().out()).contains(id);
        configured.run("verify").done();
        var database = configured.run("status", "--json").done().json().path("database");
        assertThat(database.path("reachable").booleanValue()).isTrue();
        configured.with("DBGUARD_PASSWORD", "wrong").run("backup").failed("Wrong user name or password");
        configured.with("DBGUARD_PASSWORD", "").run("backup").failed("No password was given", "--password-file");
        configured.with("DBGUARD_REPO", "").run("list").refused("DBGUARD_REPO");
    }

    @Test
    void optionsGoBeforeTheEnvironment() {
        Jar elsewhere = jar.with("DBGUARD_REPO", "/nowhere").with("DBGUARD_URL", "jdbc:h2:/nowhere");
        elsewhere.run(shop.on("backup", "--repo", repository)).done();
        elsewhere.run("list").refused("/nowhere");
    }

    @Test
    void onAFullDiskNoBackupIsListedAndEarlierOnesAreWhole() {
        jar.run(shop.on("backup", "--repo", repository)).done();
        // Random bytes, which do not shrink, in one row, so in one blob.
        shop.run(
                "CREATE TABLE photos (id int PRIMARY KEY, photo varbinary(20000000))",
                "INSERT INTO photos VALUES (1, SECURE_RAND(15000000))");
        // A file may have 8 MB and no more, which holds root back as well. The shell counts in blocks of half a
        // kilobyte.
        Jar full = jar.through("ulimit -f 16384 && exec \"$@\"");
        full.run(shop.on("backup", "--repo", repository))
                .failed("Cannot write", "all earlier backups are whole", "nothing unfinished is listed");

        assertThat(jar.run("list", "--repo", repository, "--json").done().json())
                .hasSize(1);
        jar.run("verify", "--repo", repository).done();
        full.run("export", "latest", "--repo", repository, "--format", "csv", "--out", folder.resolve("csv") + "")
                .done();
        String id = jar.run(shop.on("backup", "--repo", repository)).done().lastLine();
        jar.run("verify", id, "--repo", repository).done();
        String script = folder.resolve("shop.sql").toString();
        full.run("export", id, "--repo", repository, "--format", "sql", "--out", script)
                .failed("Cannot write", "no half file was left", "free space");
        assertThat(folder.resolve("shop.sql")).doesNotExist();
    }

    @Test
    void anOutputThatCannotBeWrittenIsAFailure() {
        jar.run(shop.on("backup", "--repo", repository)).done();
        Outcome outcome = jar.through("\"$@\" > /dev/full").run("list", "--repo", repository);
        outcome.failed("could not be written to standard output");
    }

    @Test
    void theStackTraceComesWithVerboseOnlyAndHoldsNoSecret() throws IOException {
        String url = "jdbc:postgresql://localhost:1/shop?user=app&password=" + SECRET;
        jar.run("backup", "--repo", repository, "--url", url).failed("localhost:1");
        Outcome verbose = jar.run("backup", "--verbose", "--repo", repository, "--url", url);
        assertThat(verbose.code()).isEqualTo(3);
        assertThat(verbose.err()).contains("\tat io.dbguard.").doesNotContain(SECRET);
        assertThat(Files.exists(Path.of(repository, "manifests"))).isFalse();
    }

    @Test
    void theDriverSaysNothingOfItsOwn() {
        String url = "jdbc:postgresql://app:" + SECRET + "@localhost/shop";
        Outcome outcome = jar.run("backup", "--repo", repository, "--url", url);
        outcome.refused("No driver", "check the URL");
        assertThat(outcome.err()).doesNotContain(SECRET);
    }

    @Test
    void resultsGoToStdoutAndAllElseToStderr() {
        Outcome outcome = jar.run(shop.on("backup", "--repo", repository)).done();
        assertThat(outcome.out().lines()).hasSize(2);
        assertThat(outcome.lastLine()).matches("[-0-9T.]+Z");
        Outcome quiet =
                jar.run(shop.on("backup", "--quiet", "--repo", repository)).done();
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void whatAVerificationFindsIsExitCodeOne() {
        String id = jar.run(shop.on("backup", "--repo", repository)).done().lastLine();
        shop.run("UPDATE orders SET note = 'spoilt' WHERE id = 5", "DELETE FROM orders WHERE id = 6");
        assertThat(jar.run("verify", id, "--repo", repository, "--against-url", shop.url())
                        .found()
                        .out())
                .containsPattern("PUBLIC.ORDERS +1 +1 +0")
                .contains("differs from backup " + id);
    }
}
