package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.report.Comparison;
import io.dbguard.api.report.RestorePreview;
import io.dbguard.api.report.RestoreReport;
import io.dbguard.api.report.Verification;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code on the first page is compiled and run, one block after the other. */
class ReadmeCodeTest {
    private static final String PROGRAM = """
            import io.dbguard.*;
            import io.dbguard.api.report.*;
            import java.nio.file.Path;
            public final class Readme {
                public interface Migrating { void migrate() throws Exception; }
                public static Object[] run(javax.sql.DataSource dataSource, java.util.concurrent.Callable<?> migration)
                        throws Exception {
                    Migrating flyway = migration::call;
            %s
                    guard.close();
                    return new Object[] {backup, preview, report, verification, comparison};
                }
            }
            """;

    @TempDir
    Path folder;

    private DataSource shop() throws Exception {
        var dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:" + folder.resolve("shop"));
        run(dataSource, "CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR)");
        run(dataSource, "INSERT INTO users VALUES (1, 'Ada'), (2, 'Grace')");
        return dataSource;
    }

    private static Object run(DataSource dataSource, String sql) throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    @Test
    void theCodeRunsAsItStandsThere() throws Exception {
        Path scripts = Files.createDirectories(folder.resolve("db/migration"));
        Files.writeString(scripts.resolve("V1__mail.sql"), "ALTER TABLE users ADD mail VARCHAR;");
        DataSource shop = shop();
        Object[] results = runReadme(shop, () -> run(shop, "ALTER TABLE users ADD mail VARCHAR"));
        assertThat(((RestorePreview) results[1]).backup()).isEqualTo(((RestoreReport) results[2]).backup());
        assertThat(results[3]).isInstanceOf(Verification.Intact.class);
        assertThat(((Comparison) results[4]).identical()).isTrue();
        assertThat(Guard.protect(shop)
                        .storeIn(folder.resolve("backups"))
                        .build()
                        .repository()
                        .list()
                        .backups())
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private Object[] runReadme(DataSource dataSource, Callable<?> migration) throws Exception {
        String code = Page.of(Page.root().resolve("README.md")).blocks("java").stream()
                .collect(Collectors.joining("\n"))
                .replace("/var/lib/app/backups", folder.resolve("backups").toString())
                .replace("\"db/migration\"", "Path.of(\"" + folder.resolve("db/migration") + "\")");
        try {
            return (Object[]) CompiledCode.load(folder, "Readme", PROGRAM.formatted(code))
                    .getMethod("run", DataSource.class, Callable.class)
                    .invoke(null, dataSource, migration);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }
}
