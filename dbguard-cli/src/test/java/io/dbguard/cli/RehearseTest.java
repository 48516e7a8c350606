package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.PostgresShop;
import io.dbguard.cli.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearseTest {
    @TempDir
    Path folder;

    private String repository;
    private Path scripts;

    @BeforeEach
    void folders() throws IOException {
        repository = folder.resolve("backups").toString();
        scripts = Files.createDirectory(folder.resolve("scripts"));
        Files.writeString(
                scripts.resolve("V1__more.sql"), "CREATE TABLE more (id int);\nDELETE FROM orders WHERE id > 0;");
    }

    private void rehearses(Shop shop) {
        InProcess.backup(shop.on("backup", "--repo", repository));
        var outcome = InProcess.run(shop.on("rehearse", "--repo", repository, "--migrations", scripts.toString()));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(1);
        assertThat(outcome.out()).contains("V1__more.sql:2 DELETE FROM orders", "Rows were lost");
        var json = InProcess.run(
                        shop.on("rehearse", "--repo", repository, "--migrations", scripts.toString(), "--json"))
                .json();
        assertThat(json.path("lostNothing").asBoolean()).isFalse();
        assertThat(json.path("statements")).hasSize(2);
        InProcess.run(shop.on("backup", "--repo", repository, "--if-changed")).done();
    }

    @Test
    void h2IsCopiedIntoMemory() {
        rehearses(new H2Shop(folder).fill());
    }

    @Test
    void postgresGetsADatabaseThatIsDroppedAfterwards() {
        try (PostgresShop shop = new PostgresShop().fill()) {
            shop.database().server().admin("ALTER ROLE \"" + shop.database().name() + "\" CREATEDB");
            rehearses(shop);
            assertThat(shop.value("SELECT count(*) FROM pg_database WHERE datname LIKE 'dbguard_scratch%'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void whoMayNotCreateADatabaseNamesOne() {
        try (PostgresShop shop = new PostgresShop().fill();
                PostgresShop empty = new PostgresShop()) {
            InProcess.backup(shop.on("backup", "--repo", repository));
            String[] line = shop.on("rehearse", "--repo", repository, "--migrations", scripts.toString());
            InProcess.run(line).refused("could not be created", "CREATEDB", "--scratch-url");
            List<String> withUrl = new ArrayList<>(List.of(line));
            withUrl.addAll(List.of("--scratch-url", empty.url()));
            InProcess.run(withUrl.toArray(String[]::new)).found();
            assertThat(empty.value("SELECT count(*) FROM customers")).isEqualTo("4");
        }
    }

    @Test
    void theSchemaLogShowsWhatCameAndWent() {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.backup(shop.on("backup", "--repo", repository));
        shop.run("CREATE TABLE later (id INT)");
        InProcess.backup(shop.on("backup", "--repo", repository));
        assertThat(InProcess.run("schema-log", "--repo", repository).done().out())
                .contains("-- new: table PUBLIC.LATER", "CREATE");
        var json = InProcess.run("schema-log", "--repo", repository, "--json")
                .done()
                .json();
        assertThat(json).hasSize(1);
        assertThat(json.get(0).path("removed")).isEmpty();
    }
}
