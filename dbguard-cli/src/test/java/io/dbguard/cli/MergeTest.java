package io.dbguard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dbguard.Guard;
import io.dbguard.cli.testing.Outcome;
import io.dbguard.cli.testing.PostgresShop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code restore --mode merge} and {@code insert-missing}. */
class MergeTest {
    @TempDir
    Path folder;

    private PostgresShop shop;

    @BeforeEach
    void openShop() {
        shop = new PostgresShop();
        shop.run(
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "CREATE TABLE prompts (id int PRIMARY KEY, owner int REFERENCES users, words text)",
                "INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace')",
                "INSERT INTO prompts VALUES (10, 1, 'a'), (20, 2, 'b'), (21, 2, 'c')");
        InProcess.backup(shop.on("backup", "--repo", folder.toString()));
    }

    @AfterEach
    void closeShop() {
        shop.close();
    }

    private Outcome restore(String... options) {
        List<String> command =
                new ArrayList<>(List.of("restore", "latest", "--repo", folder.toString(), "--url", shop.url()));
        command.addAll(List.of(options));
        return InProcess.run(command.toArray(String[]::new));
    }

    @Test
    void aDryRunShowsWhatWouldComeBackAndARunBringsIt() {
        shop.run(
                "DELETE FROM prompts WHERE owner = 2", "DELETE FROM users WHERE id = 2", "UPDATE users SET name = 'X'");
        assertThat(restore("--mode", "merge", "--dry-run", "--values").done().out())
                .contains(
                        "changed columns: name in 1 row",
                        "update id=1, name: 'X' -> 'Ada'",
                        "insert id=2",
                        "Nothing was changed");
        JsonNode json = restore("--mode", "insert-missing", "--dry-run", "--json")
                .done()
                .json();
        assertThat(json.at("/tables/0/table").textValue()).isEqualTo("public.prompts");
        assertThat(json.at("/tables/0/insert").longValue()).isEqualTo(2);
        assertThat(json.at("/tables/0/samples/0/key/id").textValue()).isEqualTo("20");
        JsonNode done =
                restore("--mode", "insert-missing", "--yes", "--json").done().json();
        assertThat(done.at("/tables/0/inserted").longValue()).isEqualTo(2);
        assertThat(done.path("safetyBackup").isTextual()).isTrue();
        assertThat(shop.query("SELECT name FROM users ORDER BY id")).containsExactly("X", "Grace");
    }

    @Test
    void aGroupOfTheBackupIsOneWord() {
        try (Guard guard = Guard.protect(shop.dataSource())
                .storeIn(folder)
                .group("admin", "users")
                .build()) {
            guard.backup().run();
        }
        shop.run("DELETE FROM prompts", "DELETE FROM users");
        assertThat(InProcess.run("show", "latest", "--repo", folder.toString(), "--json")
                        .done()
                        .json()
                        .at("/groups/admin/0")
                        .textValue())
                .isEqualTo("users");
        restore("--group", "admin", "--mode", "insert-missing", "--yes").done();
        assertThat(shop.query("SELECT name FROM users ORDER BY id")).containsExactly("Ada", "Grace");
        assertThat(shop.query("SELECT id FROM prompts")).isEmpty();
    }

    @Test
    void oneUserComesBackWithWhatIsHers() {
        shop.run("DELETE FROM prompts", "DELETE FROM users");
        restore("--mode", "insert-missing", "--yes", "--table", "users", "--where", "users: id = 2", "--with-children")
                .done();
        assertThat(shop.query("SELECT id FROM users")).containsExactly("2");
        assertThat(shop.query("SELECT id FROM prompts ORDER BY id")).containsExactly("20", "21");
    }

    @Test
    void orphansAreRefusedUnlessSomebodySaysWhatBecomesOfThem() {
        shop.run("DELETE FROM prompts", "DELETE FROM users WHERE id = 2");
        restore("--mode", "merge", "--yes", "--table", "prompts")
                .failed("2 of public.prompts", "bring their parents along");
        assertThat(shop.query("SELECT id FROM prompts")).isEmpty();
        assertThat(restore("--mode", "merge", "--yes", "--table", "prompts", "--orphans", "skip")
                        .done()
                        .out())
                .contains("2 rows skipped");
        restore("--mode", "merge", "--yes", "--table", "prompts", "--orphans", "bring-parents")
                .done();
        assertThat(shop.query("SELECT id FROM prompts ORDER BY id")).containsExactly("10", "20", "21");
    }

    @Test
    void anotherDatabaseIsNotOverwrittenByMistake() {
        try (PostgresShop other = new PostgresShop()) {
            other.run("CREATE TABLE users (id int PRIMARY KEY, name text)", "INSERT INTO users VALUES (7, 'Live')");
            String[] command = {"restore", "latest", "--repo", folder.toString(), "--url", other.url(), "--yes"};
            InProcess.run(command).refused("came from another database", "nothing was changed");
            assertThat(other.query("SELECT id FROM users")).containsExactly("7");
            List<String> insisting = new ArrayList<>(List.of(command));
            insisting.add("--from-other-database");
            InProcess.run(insisting.toArray(String[]::new)).done();
            assertThat(other.query("SELECT id FROM users ORDER BY id")).containsExactly("1", "2");
        }
    }
}
