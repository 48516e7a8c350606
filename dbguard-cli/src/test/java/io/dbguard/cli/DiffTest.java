package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import io.dbguard.cli.testing.PostgresShop;
import io.dbguard.cli.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTest {
    @TempDir
    Path folder;

    private String repository;

    @BeforeEach
    void place() {
        repository = folder.resolve("backups").toString();
    }

    private String backup(Shop shop) {
        return InProcess.backup(shop.on("backup", "--repo", repository));
    }

    private Outcome diff(String... args) {
        List<String> line = new ArrayList<>(List.of("diff", "--repo", repository));
        line.addAll(List.of(args));
        return InProcess.run(line.toArray(String[]::new));
    }

    private void change(Shop shop) {
        shop.run(
                "DELETE FROM orders WHERE id IN (3, 4)",
                "UPDATE orders SET note = 'secret' WHERE id = 9",
                "INSERT INTO orders (id, customer, note) VALUES (9000, 1, 'secret')",
                "CREATE TABLE later (id integer)",
                "INSERT INTO later VALUES (1)");
    }

    private static String row(String line) {
        return line.replaceAll("\\s+", " ").strip();
    }

    private static Stream<String> rows(Outcome outcome) {
        return outcome.out().lines().map(DiffTest::row);
    }

    private void saysWhatChanged(Shop shop, String orders, String later, String id) {
        String first = backup(shop);
        assertThat(diff(first, "--url", shop.url()).done().out()).contains("hold the same");
        change(shop);
        Outcome live = diff(first, "--url", shop.url(), "--samples", "5").found();
        String second = backup(shop);
        Outcome stored = diff(first, second, "--samples", "5").found();
        for (Outcome outcome : List.of(live, stored)) {
            assertThat(rows(outcome))
                    .contains(
                            "new: table " + later,
                            orders + " 500 499 2 1 1",
                            later + " - 1 0 0 1 the table is new",
                            orders + ": gone " + id + "=3",
                            orders + ": gone " + id + "=4",
                            orders + ": changed " + id + "=9",
                            orders + ": new " + id + "=9000");
            assertThat(outcome.out() + outcome.err()).doesNotContain("secret");
        }
        assertThat(diff(first, second).found().out()).doesNotContain(id + "=");
        assertThat(diff(second, second).done().out()).contains("hold the same");
        assertThat(rows(diff(second, first).found())).contains(orders + " 499 500 1 1 2");
    }

    @Test
    void h2() {
        saysWhatChanged(new H2Shop(folder).fill(), "PUBLIC.ORDERS", "PUBLIC.LATER", "ID");
    }

    @Test
    void postgres() {
        try (PostgresShop shop = new PostgresShop().fill()) {
            saysWhatChanged(shop, "public.orders", "public.later", "id");
        }
    }

    @Test
    void jsonNamesTablesRowsAndDefinitions() {
        H2Shop shop = new H2Shop(folder).fill();
        String first = backup(shop);
        change(shop);
        var json = diff(first, backup(shop), "--samples", "1", "--json").found().json();
        assertThat(json.path("identical").asBoolean()).isFalse();
        assertThat(json.path("schema").path("added").findValuesAsText("object")).contains("table PUBLIC.LATER");
        assertThat(json.path("tables").findValuesAsText("table"))
                .containsExactly("PUBLIC.CUSTOMERS", "PUBLIC.LATER", "PUBLIC.ORDERS");
        var orders = json.path("tables").get(2);
        assertThat(orders.path("rowsGone").asInt()).isEqualTo(2);
        assertThat(orders.path("samples")).hasSize(3);
        assertThat(json.path("tables").get(1).path("rowsBefore").isNull()).isTrue();
    }

    @Test
    void whatBothHaveIsComparedWhereColumnsCameAndWent() {
        H2Shop shop = new H2Shop(folder).fill();
        String first = backup(shop);
        shop.run(
                "ALTER TABLE orders ADD COLUMN paid boolean BEFORE customer",
                "UPDATE orders SET note = 'x' WHERE id = 9");
        assertThat(rows(diff(first, backup(shop), "--table", "orders").found()))
                .contains("PUBLIC.ORDERS 500 500 0 1 0 other columns; what both have was compared");
    }

    @Test
    void aTableWithoutAKeyHasRowsThatCameAndWent() {
        H2Shop shop = new H2Shop(folder);
        shop.run("CREATE TABLE notes (words varchar)", "INSERT INTO notes VALUES ('a'), ('a'), ('b')");
        String first = backup(shop);
        shop.run("DELETE FROM notes", "INSERT INTO notes VALUES ('a'), ('c')");
        Outcome outcome = diff(first, backup(shop), "--samples", "9").found();
        assertThat(rows(outcome)).contains("PUBLIC.NOTES 3 2 2 0 1");
        assertThat(outcome.out()).doesNotContain("words=");
    }

    @Test
    void ofTablesThatAreTheSameNoRowIsRead() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        String first = backup(shop);
        shop.run("CREATE VIEW one AS SELECT 1 AS x");
        String second = backup(shop);
        try (Stream<Path> blobs = Files.walk(Path.of(repository, "blobs"))) {
            for (Path blob : blobs.filter(Files::isRegularFile).toList()) {
                Files.delete(blob);
            }
        }
        assertThat(rows(diff(first, second).found())).contains("new: view PUBLIC.ONE");
    }

    @Test
    void aBackupOfAPartIsComparedAsFarAsItGoes() {
        H2Shop shop = new H2Shop(folder).fill();
        String whole = backup(shop);
        String part = InProcess.backup(shop.on("backup", "--repo", repository, "--table", "customers"));
        assertThat(diff(whole, part).done().out()).contains("hold the same");
        InProcess.run("diff", whole, "--repo", repository, "--samples", "101", "--url", shop.url())
                .refused("from 0 to 100");
        diff(whole, part, "--table", "nowhere").refused("no table nowhere");
    }
}
