package io.dbguard.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {
    @TempDir
    static Path folder;

    private static List<String> page = List.of();

    @BeforeAll
    static void run() throws Exception {
        var printed = new ByteArrayOutputStream();
        QuickStart.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));
        page = printed.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void tellsHowDataIsLostAndComesBack() {
        assertThat(page)
                .contains(
                        "  80 customers, 40 products, 200 orders, 401 order items, turnover 67148.25",
                        "  DELETE FROM order_items             401 rows deleted",
                        "  DROP TABLE orders CASCADE           200 rows gone, and the view with them",
                        "  UPDATE products SET price = 1.00     40 prices overwritten",
                        "  PUBLIC.CUSTOMERS     none              0         0         0",
                        "  PUBLIC.ORDERS        create          200         0         0",
                        "  PUBLIC.ORDER_ITEMS   replace         401         0         0",
                        "  PUBLIC.PRODUCTS      replace           0        40         0",
                        "  the backup is intact, every byte of it",
                        "  the database equals the backup, row by row, in 4 tables",
                        "  now:    80 customers, 40 products, 200 orders, 401 order items, turnover 67148.25",
                        "  the next order got number 201, as if nothing had happened",
                        "  refused, V2__tidy_up.sql:1:1: HIGH drop-table: drops the table customers; all rows in it are gone")
                .last()
                .asString()
                .startsWith("All is back.");
    }

    @Test
    void fitsOnOnePage() {
        assertThat(page).hasSizeLessThanOrEqualTo(60);
        assertThat(page)
                .filteredOn(line -> !line.contains(folder.toString()))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void leavesTheDatabaseAndItsBackupsInFoldersOfTheirOwn() throws IOException {
        assertThat(folder.resolve("database").resolve("shop.mv.db")).isRegularFile();
        try (var manifests = Files.list(folder.resolve("backups").resolve("manifests"))) {
            assertThat(manifests.filter(file -> file.toString().endsWith(".json")))
                    .extracting(file -> file.getFileName().toString().replaceAll("^.*Z-", ""))
                    .containsExactlyInAnyOrder(
                            "before-the-accidents.json", "before-restore.json", "before-migration.json");
        }
    }

    @Test
    void endsWithAnErrorWhenSomethingIsNotAsItShouldBe() {
        assertThatThrownBy(() -> Expect.equal("rows in the backup", 720L, 721L))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("rows in the backup: expected 721, but there is 720");
    }
}
