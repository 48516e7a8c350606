package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.PostgresShop;
import io.dbguard.cli.testing.Shop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillTest {
    @TempDir
    Path folder;

    private String repository;

    @BeforeEach
    void place() {
        repository = folder.resolve("backups").toString();
    }

    private String[] drill(Shop shop, String... more) {
        List<String> line = new ArrayList<>(List.of(shop.on("drill", "--repo", repository)));
        line.addAll(List.of(more));
        return line.toArray(String[]::new);
    }

    private void isProven(Shop shop) {
        String id = InProcess.backup(shop.on("backup", "--repo", repository));
        String before = shop.content();
        assertThat(InProcess.run("list", "--repo", repository).done().out()).contains("never");
        var outcome = InProcess.run(drill(
                        shop,
                        "--within",
                        "1h",
                        "--invariant",
                        "orders have customers=SELECT 1 FROM orders WHERE customer < 1"))
                .done();
        assertThat(outcome.out())
                .contains(
                        "2 tables with 504 rows were restored",
                        "orders have customers holds",
                        "proven to be restorable");
        assertThat(shop.content()).isEqualTo(before);
        var json = InProcess.run(drill(shop, "--json")).done().json();
        assertThat(json.path("passed").asBoolean()).isTrue();
        assertThat(json.path("rows").asInt()).isEqualTo(504);
        var listed =
                InProcess.run("list", "--repo", repository, "--json").done().json();
        assertThat(listed.get(0).path("drill").path("passed").asBoolean()).isTrue();
        assertThat(InProcess.run("status", "--repo", repository).done().out())
                .contains(id + " was proven to be restorable");
    }

    @Test
    void h2IsRestoredIntoMemory() {
        isProven(new H2Shop(folder).fill());
    }

    @Test
    void postgresIsRestoredIntoADatabaseThatIsDroppedAfterwards() {
        try (PostgresShop shop = new PostgresShop().fill()) {
            shop.database().server().admin("ALTER ROLE \"" + shop.database().name() + "\" CREATEDB");
            isProven(shop);
            InProcess.run(drill(shop, "--invariant", "wrong=SELECT nothing")).found();
            assertThat(shop.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'dbguard_scratch%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void aDatabaseThatWasNamedIsEmptyAgainAfterwards() {
        try (PostgresShop shop = new PostgresShop().fill();
                PostgresShop scratch = new PostgresShop()) {
            InProcess.backup(shop.on("backup", "--repo", repository));
            InProcess.run(drill(shop)).refused("could not be created", "CREATEDB", "--scratch-url");
            String before = scratch.content();
            InProcess.run(drill(shop, "--scratch-url", scratch.url())).done();
            assertThat(scratch.content()).isEqualTo(before);
            InProcess.run(drill(shop, "--scratch-url", shop.url())).refused("not empty", "nothing was changed");
        }
    }

    @Test
    void aDrillThatFailsShowsEverywhere() {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.backup(shop.on("backup", "--repo", repository));
        var outcome = InProcess.run(drill(shop, "--invariant", "nobody is called so=SELECT name FROM customers"))
                .found();
        assertThat(outcome.out()).contains("nobody is called so does not hold: 4 rows", "FAILED the drill");
        assertThat(outcome.out()).doesNotContain("break");
        assertThat(InProcess.run("list", "--repo", repository).done().out()).contains("FAILED ");
        assertThat(InProcess.run("status", "--repo", repository).found().out()).contains("FAILED ");
        assertThat(InProcess.run("log", "--repo", repository, "--kind", "drill-failed")
                        .done()
                        .out())
                .contains("nobody is called so does not hold");
    }

    @Test
    void withoutABackupThereIsNoDrill() {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.run(drill(shop)).refused("no dbguard repository");
        assertThat(folder.resolve("backups")).doesNotExist();
    }
}
