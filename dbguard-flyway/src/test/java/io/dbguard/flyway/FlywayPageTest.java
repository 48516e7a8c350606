package io.dbguard.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/flyway.md shows is the code of this class. */
class FlywayPageTest {
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theCodeOfThePageIsTheCodeOfThisTest() throws IOException {
        String code = words(Files.readString(Path.of("src/test/java/io/dbguard/flyway/FlywayPageTest.java")));
        List<String> blocks = BLOCK.matcher(Files.readString(Path.of("../docs/flyway.md")))
                .results()
                .map((MatchResult block) -> words(block.group(1)))
                .toList();
        assertThat(blocks).hasSize(2).allSatisfy(block -> assertThat(code).contains(block));
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void itRuns() {
        try (H2 database = new H2()) {
            DataSource dataSource = database.dataSource();
            Guard guard = Guard.protect(dataSource).storeIn(folder).build();
            assertThat(withCallback(dataSource, guard).migrate().success).isTrue();
            wrapped(guard, Flyway.configure().dataSource(dataSource).load());
        }
    }

    private static void wrapped(Guard guard, Flyway flyway) {
        guard.beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate);
    }

    private static Flyway withCallback(DataSource dataSource, Guard guard) {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .callbacks(DbGuardCallback.of(guard, migration -> migration.waitAtMost(Duration.ofMinutes(2))))
                .load();
        return flyway;
    }
}
