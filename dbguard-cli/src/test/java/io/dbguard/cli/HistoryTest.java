package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
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

class HistoryTest {
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

    private Outcome history(String table, String key, String... more) {
        List<String> line = new ArrayList<>(List.of("history", "--repo", repository, "--table", table, "--key", key));
        line.addAll(List.of(more));
        return InProcess.run(line.toArray(String[]::new));
    }

    private static List<String> rows(JsonNode versions) {
        List<String> rows = new ArrayList<>();
        versions.forEach(version -> rows.add(version.path("rows").toString()));
        return rows;
    }

    private void showsEachChange(Shop shop) {
        shop.run("CREATE TABLE later (a integer, b varchar(9), c varchar(20), PRIMARY KEY (a, b))");
        String first = backup(shop);
        shop.run("INSERT INTO later VALUES (1, 'x,y', 'old'), (1, 'z', 'other')");
        String second = backup(shop);
        String third = backup(shop);
        shop.run("INSERT INTO later VALUES (2, 'x,y', 'other')");
        String fourth = backup(shop);
        shop.run("UPDATE later SET c = NULL WHERE a = 1 AND b = 'x,y'");
        String fifth = backup(shop);
        shop.run("DELETE FROM later WHERE a = 1");
        String sixth = backup(shop);
        JsonNode json = history("later", "b=x,y,a=1", "--json").done().json();
        JsonNode versions = json.path("versions");
        assertThat(json.path("backups").asInt()).isEqualTo(6);
        assertThat(versions.findValuesAsText("backup"))
                .containsExactly(first, second, first, fifth, fourth, sixth, fifth);
        assertThat(rows(versions))
                .extracting(row -> row.toLowerCase(java.util.Locale.ROOT))
                .containsExactly(
                        "[]",
                        "[{\"a\":\"1\",\"b\":\"x,y\",\"c\":\"old\"}]",
                        "[{\"a\":\"1\",\"b\":\"x,y\",\"c\":null}]",
                        "[]");
        Outcome table = history("later", "a=1,b=x,y").done();
        assertThat(table.out()).contains("(not there)", "x,y", "old", "NULL", "4 versions in 6 backups");
        assertThat(third).isNotEqualTo(fourth);
    }

    @Test
    void h2() {
        showsEachChange(new H2Shop(folder).fill());
    }

    @Test
    void postgres() {
        try (PostgresShop shop = new PostgresShop().fill()) {
            showsEachChange(shop);
        }
    }

    @Test
    void aKeyOfOneColumnNeedsNoName() {
        H2Shop shop = new H2Shop(folder).fill();
        backup(shop);
        shop.run("ALTER TABLE orders ADD COLUMN paid boolean");
        backup(shop);
        JsonNode versions = history("orders", "42", "--json").done().json().path("versions");
        assertThat(rows(versions))
                .containsExactly(
                        "[{\"ID\":\"42\",\"CUSTOMER\":\"3\",\"NOTE\":\"note 42\"}]",
                        "[{\"ID\":\"42\",\"CUSTOMER\":\"3\",\"NOTE\":\"note 42\",\"PAID\":null}]");
        assertThat(history("orders", "42").done().out()).contains("(no column)");
    }

    @Test
    void aTableWithoutAKeyTakesAnyColumns() {
        H2Shop shop = new H2Shop(folder);
        shop.run(
                "CREATE TABLE notes (n integer, words varchar)",
                "INSERT INTO notes VALUES (1, 'a'), (2, 'a'), (3, 'b')");
        backup(shop);
        shop.run("DELETE FROM notes WHERE n = 2");
        backup(shop);
        JsonNode versions = history("notes", "words=a", "--json").done().json().path("versions");
        assertThat(versions.get(0).path("rows")).hasSize(2);
        assertThat(versions.get(1).path("rows")).hasSize(1);
        Outcome refused = history("notes", "geheim");
        refused.refused("has no key", "N=…");
        assertThat(refused.err()).doesNotContain("geheim");
    }

    @Test
    void whatIsNotThereIsFound() {
        H2Shop shop = new H2Shop(folder).fill();
        backup(shop);
        assertThat(history("orders", "4711").found().out()).contains("No such row of PUBLIC.ORDERS");
        history("nowhere", "1").refused("no table nowhere in any backup");
    }

    @Test
    void aBackupThatCannotBeReadIsNamedAndTheOthersAreShown() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        String damaged = backup(shop);
        shop.run("UPDATE orders SET note = 'new' WHERE id = 1");
        String whole = backup(shop);
        Files.writeString(Path.of(repository, "manifests", damaged + ".json"), "{");
        Outcome outcome = history("orders", "1", "--json").found();
        assertThat(outcome.err()).contains(damaged);
        assertThat(outcome.json().path("versions").findValuesAsText("backup")).containsExactly(whole);
    }

    @Test
    void ofSeveralDatabasesOneIsNamed() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        H2Shop other = new H2Shop(Files.createDirectory(folder.resolve("other"))).fill();
        backup(shop);
        backup(other);
        history("orders", "1").refused("several databases", "SHOP");
        history("orders", "1", "--database", "SHOP").done();
    }
}
