package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.RowVersion;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/drill.md and docs/diff.md is compiled and run, one block after the other. */
class DrillAndDiffPagesTest {
    private static final String PROGRAM = """
        import io.dbguard.*;
        import io.dbguard.api.manifest.BackupId;
        import io.dbguard.api.check.*;
            import io.dbguard.api.report.*;
        import java.nio.file.Path;
        import java.time.*;
        import java.util.*;
        import javax.sql.DataSource;
        public final class %s {
            public static Object[] run(DataSource dataSource, Path folder, BackupId first, BackupId second) throws Exception {
                try (Guard guard = Guard.protect(dataSource).storeIn(folder).build()) {
        %s
                    return new Object[] {%s};
                }
            }
        }
        """;

    @TempDir
    Path folder;

    private final JdbcDataSource database = new JdbcDataSource();

    private BackupId backup(String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        try (var guard = io.dbguard.Guard.protect(database).storeIn(backups()).build()) {
            return guard.backup().run().header().id();
        }
    }

    private Path backups() {
        return folder.resolve("backups");
    }

    private Object[] run(String page, String name, String results, BackupId first, BackupId second) throws Exception {
        String code = String.join("\n", Page.of(Page.root().resolve(page)).blocks("java"));
        return (Object[]) CompiledCode.load(folder, name, PROGRAM.formatted(name, code, results))
                .getMethod("run", DataSource.class, Path.class, BackupId.class, BackupId.class)
                .invoke(null, database, backups(), first, second);
    }

    @Test
    void theDrillRunsAsItStandsThere() throws Exception {
        database.setURL("jdbc:h2:" + folder.resolve("shop"));
        BackupId first = backup(
                "CREATE TABLE customers (id int PRIMARY KEY)",
                "CREATE TABLE orders (id int PRIMARY KEY, customer int REFERENCES customers)",
                "INSERT INTO customers VALUES (1)",
                "INSERT INTO orders VALUES (1, 1)");
        Object[] results = run("docs/drill.md", "Drills", "report.failures(), proven, drilled, last", first, first);
        ((io.dbguard.Guard) results[2]).close();
        assertThat((List<?>) results[0]).isEmpty();
        assertThat(results[1]).isEqualTo(true);
    }

    @Test
    void theDiffRunsAsItStandsThere() throws Exception {
        database.setURL("jdbc:h2:" + folder.resolve("shop"));
        BackupId first = backup("CREATE TABLE users (id int PRIMARY KEY)", "INSERT INTO users VALUES (42), (43)");
        BackupId second = backup("DELETE FROM users WHERE id = 42");
        Object[] results = run("docs/diff.md", "Diffs", "between.identical(), lost, versions", first, second);
        assertThat(results[0]).isEqualTo(false);
        assertThat(results[1]).isEqualTo(1L);
        assertThat((List<?>) results[2])
                .extracting(version -> ((RowVersion) version).there())
                .containsExactly(true, false);
    }
}
