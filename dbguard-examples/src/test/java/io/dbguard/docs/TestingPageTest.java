package io.dbguard.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The test classes of docs/testing.md are compiled and run, on scripts that fit them. */
class TestingPageTest {
    private static final Pattern NAME = Pattern.compile("(?m)^class (\\w+)");
    private static final String DATABASE = """
            final class TestDatabase {
                static javax.sql.DataSource empty() {
                    var database = new org.h2.jdbcx.JdbcDataSource();
                    database.setURL("jdbc:h2:mem:");
                    return database;
                }
            }
            """;

    @TempDir
    Path folder;

    private final List<String> names = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        script("V1__users.sql", """
                CREATE TABLE users (id bigint PRIMARY KEY, email text);
                CREATE TABLE calls (users bigint, tel text);
                """);
        script("V7__drop_email.sql", "ALTER TABLE users DROP COLUMN email;");
        script("V8__phone.sql", "ALTER TABLE users ADD COLUMN phone text;");
        script(
                "R__later.sql",
                "-- dbguard:allow rename-column nothing reads it\nALTER TABLE calls RENAME COLUMN tel TO phone;");
        source("TestDatabase", DATABASE);
        for (String block : Page.of(Page.root().resolve("docs/testing.md")).blocks("java")) {
            Matcher name = NAME.matcher(block);
            assertThat(name.find()).as(block).isTrue();
            names.add(name.group(1));
            source(name.group(1), block);
        }
    }

    private void script(String name, String sql) throws IOException {
        Path scripts = Files.createDirectories(folder.resolve("classes/db/migration"));
        Files.writeString(scripts.resolve(name), sql);
    }

    private void source(String name, String code) throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("sources")).resolve(name + ".java"), code);
    }

    private void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var errors = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                var sources = Files.list(folder.resolve("sources"))) {
            List<String> options = List.of(
                    "-d",
                    folder.resolve("classes").toString(),
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"));
            var units = files.getJavaFileObjects(sources.toArray(Path[]::new));
            boolean done =
                    compiler.getTask(errors, files, null, options, null, units).call();
            assertThat(done).as(errors.toString()).isTrue();
        }
    }

    @Test
    void theTestsPassAsTheyStandThere() throws Exception {
        compile();
        var summary = new SummaryGeneratingListener();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] classes = {folder.resolve("classes").toUri().toURL()};
        try (var loader = new URLClassLoader(classes, getClass().getClassLoader())) {
            thread.setContextClassLoader(loader);
            var request = LauncherDiscoveryRequestBuilder.request();
            for (String name : names) {
                request.selectors(DiscoverySelectors.selectClass(loader.loadClass(name)));
            }
            LauncherFactory.create().execute(request.build(), summary);
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(summary.getSummary().getFailures())
                .as(() ->
                        summary.getSummary().getFailures().get(0).getException().toString())
                .isEmpty();
        assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(6);
    }
}
