package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.cli.testing.H2Shop;
import io.dbguard.cli.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    @TempDir
    Path folder;

    private String script(String name, String sql) throws IOException {
        return Files.writeString(folder.resolve(name), sql).toString();
    }

    @Test
    void aFindingReadsLikeACompilers() throws IOException {
        String file = script("V2__x.sql", "CREATE TABLE a (id int);\n\n  DROP TABLE orders;\n");
        Outcome outcome = InProcess.run("lint", file).found();
        assertThat(outcome.out())
                .contains(file
                        + ":3:3: high risk: drops the table orders; all rows in it are gone [drop-table, data loss]")
                .contains("  |   DROP TABLE orders;\n  |   ^\n")
                .contains("  why: ", "  safer:\n    -- Now,")
                .contains(file + ": DANGEROUS, 2 statements, 2 findings");
    }

    @Test
    void whatIsSafeEndsWithZero() throws IOException {
        String file = script("V1__x.sql", "CREATE TABLE a (id int);");
        assertThat(InProcess.run("lint", file).done().out()).contains(": SAFE, 1 statement, 0 findings");
    }

    @Test
    void theRiskThatFailsCanBeChosen() throws IOException {
        String file = script("V1__x.sql", "CREATE INDEX i ON orders (a);");
        InProcess.run("lint", file, "--fail-on", "high").done();
        InProcess.run("lint", file, "--fail-on", "medium").found();
        InProcess.run("lint", file, "--fail-on", "low").found();
    }

    @Test
    void aFolderIsReadInTheOrderOfItsVersions() throws IOException {
        script("V10__b.sql", "ALTER TABLE t DROP COLUMN a;");
        script("V2__a.sql", "CREATE TABLE t (a int);");
        JsonNode document = InProcess.run("lint", folder.toString(), "--format", "json")
                .found()
                .json();
        assertThat(document.at("/verdict").asText()).isEqualTo("DANGEROUS");
        assertThat(document.at("/scripts/0/script").asText()).endsWith("V2__a.sql");
        assertThat(document.at("/scripts/1/findings/0/rule").asText()).isEqualTo("drop-column");
        assertThat(document.at("/scripts/1/statements/0/locks/0/mode").asText()).isEqualTo("ACCESS EXCLUSIVE");
        InProcess.run("lint", folder.toString(), "--together").done();
    }

    @Test
    void sarifHasRulesPlacesAndLevels() throws IOException {
        String file = script("V1__x.sql", "TRUNCATE orders;");
        JsonNode document =
                InProcess.run("lint", file, "--format", "sarif").found().json();
        assertThat(document.at("/version").asText()).isEqualTo("2.1.0");
        assertThat(document.at("/runs/0/tool/driver/rules/0/id").asText()).isEqualTo("truncate");
        JsonNode result = document.at("/runs/0/results/0");
        assertThat(result.at("/level").asText()).isEqualTo("error");
        assertThat(result.at("/message/text").asText()).contains("orders");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(1);
    }

    @Test
    void placeholdersAndTheDialectAreOptions() throws IOException {
        String file = script("V1__x.sql", "ALTER TABLE ${s}.t ADD COLUMN a int;");
        InProcess.run("lint", file).found();
        InProcess.run("lint", file, "--placeholder", "s=app").done();
        String h2 = script("h2.sql", "CREATE INDEX i ON t (a);");
        InProcess.run("lint", h2, "--dialect", "h2").done();
    }

    @Test
    void theDataIsAskedWhereADatabaseIsNamed() throws IOException {
        H2Shop shop = new H2Shop(folder).fill();
        byte[] before = shop.bytes();
        String file = script("V1__x.sql", "DROP TABLE orders;");
        assertThat(InProcess.run(shop.on("lint", file)).found().out())
                .containsPattern("found: [1-9][0-9,]* rows in the table");
        assertThat(shop.bytes()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        InProcess.run("lint", folder.resolve("none.sql").toString()).refused("none.sql", "nothing was judged");
    }
}
