package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.PostgresShop;
import io.dbguard.cli.testing.SqlScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    @TempDir
    Path folder;

    private String[] export(String format, Path target, String... more) {
        String[] command = {
            "export", "latest", "--repo", folder.resolve("backups") + "", "--format", format, "--out", target + ""
        };
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }

    @Test
    void aScriptOfPostgresMakesTheSameDatabase() throws IOException {
        try (var shop = new PostgresShop();
                var other = new PostgresShop()) {
            shop.fill();
            InProcess.backup(shop.on("backup", "--repo", folder.resolve("backups") + ""));
            Path script = folder.resolve("shop.sql");
            InProcess.run(export("sql", script, "--no-owners", "--no-privileges"))
                    .done();
            SqlScript.load(Files.readString(script), other.dataSource());
            assertThat(other.content()).isEqualTo(shop.content());
        }
    }

    @Test
    void theSectionsOneAfterTheOtherMakeTheSameDatabase() throws IOException {
        try (var shop = new PostgresShop();
                var other = new PostgresShop()) {
            shop.fill();
            InProcess.backup(shop.on("backup", "--repo", folder.resolve("backups") + ""));
            for (String section : new String[] {"pre-data", "data", "post-data"}) {
                Path script = folder.resolve(section + ".sql");
                InProcess.run(export("sql", script, "--section", section, "--no-owners", "--no-privileges"))
                        .done();
                SqlScript.load(Files.readString(script), other.dataSource());
            }
            assertThat(other.content()).isEqualTo(shop.content());
            assertThat(Files.readString(folder.resolve("data.sql")))
                    .contains("COPY")
                    .doesNotContain("CREATE");
            assertThat(Files.readString(folder.resolve("pre-data.sql")))
                    .contains("CREATE TABLE")
                    .doesNotContain("COPY", "FOREIGN KEY");
        }
    }

    @Test
    void aScriptOfH2MakesTheSameDatabase(@TempDir Path elsewhere) {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.backup(shop.on("backup", "--repo", folder.resolve("backups") + ""));
        Path script = folder.resolve("shop.sql");
        InProcess.run(export("sql", script)).done();
        var other = new H2Shop(elsewhere);
        other.run("RUNSCRIPT FROM '" + script + "' CHARSET 'UTF-8'");
        assertThat(other.content()).isEqualTo(shop.content());
    }

    @Test
    void csvHasAFileForEachTable() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.backup(shop.on("backup", "--repo", folder.resolve("backups") + ""));
        Path csv = folder.resolve("csv");
        InProcess.run(export("csv", csv)).done();
        assertThat(Files.readString(csv.resolve("PUBLIC.ORDERS.csv")).lines())
                .hasSize(501)
                .startsWith("ID,CUSTOMER,NOTE", "1,2,\"note 1\"")
                .contains("7,4,");
        assertThat(shop.query("SELECT * FROM CSVREAD('" + csv.resolve("PUBLIC.CUSTOMERS.csv")
                        + "', NULL, 'charset=UTF-8') ORDER BY 1"))
                .hasSize(4);
        try (var files = Files.list(csv)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void jsonHasALineForEachRow() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        shop.run(
                "CREATE TABLE big (n bigint, d numeric(20, 2), t varchar)",
                "INSERT INTO big VALUES (9007199254740991, 1.50, 'a'), (9007199254740992, NULL, ''), (-7, 2, '\"')");
        InProcess.backup(shop.on("backup", "--repo", folder.resolve("backups") + ""));
        Path json = folder.resolve("json");
        InProcess.run(export("json", json)).done();
        assertThat(Files.readString(json.resolve("PUBLIC.BIG.jsonl")).lines())
                .containsExactlyInAnyOrder(
                        "{\"N\":9007199254740991,\"D\":\"1.50\",\"T\":\"a\"}",
                        "{\"N\":\"9007199254740992\",\"D\":null,\"T\":\"\"}",
                        "{\"N\":-7,\"D\":\"2.00\",\"T\":\"\\\"\"}");
        assertThat(Files.readString(json.resolve("PUBLIC.ORDERS.jsonl")).lines())
                .hasSize(500)
                .contains("{\"ID\":7,\"CUSTOMER\":4,\"NOTE\":null}");
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.backup(shop.on("backup", "--repo", folder.resolve("backups") + ""));
        Path mine = Files.writeString(folder.resolve("mine.sql"), "mine");
        InProcess.run(export("sql", mine)).refused("exists already", "nothing was overwritten");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void csvOfDefinitionsIsRefused() {
        H2Shop shop = new H2Shop(folder).fill();
        InProcess.backup(shop.on("backup", "--repo", folder.resolve("backups") + ""));
        InProcess.run(export("csv", folder.resolve("csv"), "--schema-only")).refused("nothing but rows");
        assertThat(folder.resolve("csv")).doesNotExist();
    }
}
