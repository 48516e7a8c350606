package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/writes.md is compiled and run, one block after the other. */
class WritesPageTest {
    private static final String PROGRAM = """
        import io.dbguard.*;
        import io.dbguard.api.manifest.BackupId;
        import io.dbguard.api.report.Health;
        import io.dbguard.api.write.*;
        import java.nio.file.Path;
        import java.sql.*;
        import java.time.*;
        import javax.sql.DataSource;
        public final class Writes {
            public static Object[] run(DataSource dataSource, Path folder) throws Exception {
        %s
                guard.close();
                return new Object[] {saved, healthy};
            }
        }
        """;

    @TempDir
    Path folder;

    private Class<?> compiled(URLClassLoader loader) throws Exception {
        String code =
                String.join("\n", Page.of(Page.root().resolve("docs/writes.md")).blocks("java"));
        Path source = Files.writeString(folder.resolve("Writes.java"), PROGRAM.formatted(code));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path"));
            boolean done = compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            assertThat(done).as(errors.toString()).isTrue();
        }
        return loader.loadClass("Writes");
    }

    @Test
    void theCodeRunsAsItStandsThere() throws Exception {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:" + folder.resolve("shop"));
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE sessions AS SELECT x FROM system_range(1, 3)");
            URL[] classes = {folder.toUri().toURL()};
            try (var loader = new URLClassLoader(classes, getClass().getClassLoader())) {
                Object[] results = (Object[]) compiled(loader)
                        .getMethod("run", DataSource.class, Path.class)
                        .invoke(null, database, folder.resolve("backups"));
                assertThat(results[0]).isNotNull();
                assertThat(results[1]).isEqualTo(true);
            }
            try (ResultSet left = statement.executeQuery("SELECT count(*) FROM sessions")) {
                left.next();
                assertThat(left.getInt(1)).isZero();
            }
        }
    }
}
