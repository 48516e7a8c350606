package io.dbguard.liquibase;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/liquibase.md shows is the code of this class. */
class LiquibasePageTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final String LOG = """
            --liquibase formatted sql
            --changeset ada:1
            CREATE TABLE a (id int);
            --changeset ada:2 labels:later
            CREATE TABLE b (id int);
            """;

    @TempDir
    Path folder;

    @TempDir
    Path changelogs;

    @Test
    void theCodeOfThePageIsTheCodeOfThisTest() throws IOException {
        String code = words(Files.readString(Path.of("src/test/java/io/dbguard/liquibase/LiquibasePageTest.java")));
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../docs/liquibase.md")))
                .results()
                .map((MatchResult block) -> words(block.group(1)))
                .toList();
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(code).contains(block));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void itRuns() throws Exception {
        Files.writeString(changelogs.resolve("log.sql"), LOG);
        try (H2 database = new H2();
                Connection connection = database.dataSource().getConnection();
                var liquibase = new Liquibase(
                        "log.sql", new DirectoryResourceAccessor(changelogs), new JdbcConnection(connection))) {
            Guard guard = Guard.protect(database.dataSource()).storeIn(folder).build();
            some(guard, liquibase);
            assertThat(database.value("SELECT count(*) FROM databasechangelog")).isEqualTo("1");
            all(guard, liquibase);
            assertThat(database.value("SELECT count(*) FROM databasechangelog")).isEqualTo("2");
        }
    }

    private static void all(Guard guard, Liquibase liquibase) {
        guard.beforeMigration(LiquibaseMigrations.of(liquibase)).migrate(() -> liquibase.update(new Contexts()));
    }

    private static void some(Guard guard, Liquibase liquibase) {
        var contexts = new Contexts("production");
        var labels = new LabelExpression("!later");
        guard.beforeMigration(LiquibaseMigrations.of(liquibase, contexts, labels))
                .migrate(() -> liquibase.update(contexts, labels));
    }
}
