package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/check.md is compiled and run, and its table names all checks. */
class CheckPageTest {
    private static final String PROGRAM = """
            import io.dbguard.*;
            import io.dbguard.api.check.*;
            import java.nio.file.Path;
            public final class Checked {
                public static CheckReport run(javax.sql.DataSource dataSource) {
            %s
                    guard.close();
                    return report;
                }
            }
            """;

    @TempDir
    Path folder;

    private final Page page = Page.of(Page.root().resolve("docs/check.md"));

    private static DataSource database() {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:");
        return dataSource;
    }

    @Test
    void theCodeRunsAsItStandsThere() throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("db/migration"));
        Files.writeString(scripts.resolve("V1__mail.sql"), "CREATE TABLE users (mail VARCHAR);");
        String code = String.join("\n", page.blocks("java"))
                .replace("/var/lib/app/backups", folder.resolve("backups").toString())
                .replace("\"db/migration\"", "Path.of(\"" + scripts + "\")");
        CheckReport report = (CheckReport) CompiledCode.load(folder, "Checked", PROGRAM.formatted(code))
                .getMethod("run", DataSource.class)
                .invoke(null, database());
        assertThat(report.failures()).extracting(CheckResult::name).containsExactly("environment", "storage");
    }

    @Test
    void theTableNamesAllChecksInTheirOrder() {
        try (Guard guard =
                Guard.protect(database()).storeIn(folder.resolve("backups")).build()) {
            List<String> names = guard.check().run().results().stream()
                    .map(CheckResult::name)
                    .toList();
            Stream<String> rows = page.text()
                    .lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.replaceAll("^\\| `([a-z]+)`.*", "$1"));
            assertThat(rows).containsExactlyElementsOf(names);
        }
    }
}
