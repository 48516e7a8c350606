package io.dbguard.postgres.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A real PostgreSQL server of a given major version, started once and stopped when the tests end. */
public final class PostgresServer {
    private static final Map<String, PostgresServer> SERVERS = new ConcurrentHashMap<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final int major;
    private final EmbeddedPostgres postgres;

    private PostgresServer(int major, Map<String, String> settings) {
        this.major = major;
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPgBinaryResolver((system, architecture) -> binaries(major))
                    .setServerConfig("max_locks_per_transaction", "1024")
                    .setServerConfig("max_prepared_transactions", "4")
                    .setServerConfig("shared_buffers", "64MB")
                    // No test pulls the plug of a server, and its data ends with the tests.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setLocaleConfig("locale", "C");
            settings.forEach(builder::setServerConfig);
            postgres = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL " + major + " does not start", e);
        }
    }

    /** Returns the server of a major version; the first call starts it. */
    public static PostgresServer version(int major) {
        return SERVERS.computeIfAbsent(major + "", any -> new PostgresServer(major, Map.of()));
    }

    /** Returns one that keeps summaries of its WAL, and does nothing of its own accord. */
    public static PostgresServer summarizing(int major) {
        return SERVERS.computeIfAbsent(
                major + " summarizing",
                any -> new PostgresServer(major, Map.of("summarize_wal", "on", "autovacuum", "off")));
    }

    /** Creates an empty database that belongs to a role of its own, which is no superuser. */
    public PostgresDatabase newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        admin("CREATE ROLE \"" + name + "\" LOGIN", "CREATE DATABASE \"" + name + "\" OWNER \"" + name + "\"");
        return new PostgresDatabase(this, name);
    }

    /** Runs statements as superuser in the maintenance database. */
    public void admin(String... statements) {
        run(postgres.getPostgresDatabase(), statements);
    }

    /** Makes a checkpoint, and waits until the account of writes goes that far. */
    public void summarize() {
        admin("CHECKPOINT", """
                DO $$ DECLARE target pg_lsn := (SELECT redo_lsn FROM pg_control_checkpoint()); BEGIN
                    WHILE NOT EXISTS (SELECT FROM pg_available_wal_summaries() WHERE end_lsn >= target) LOOP
                        PERFORM pg_sleep(0.01);
                    END LOOP;
                END $$""");
    }

    /** Returns connections to a database as a given role. */
    public DataSource dataSource(String role, String database) {
        return postgres.getDatabase(role, database);
    }

    /** Returns the URL of a database for a given role. */
    public String url(String role, String database) {
        return postgres.getJdbcUrl(role, database);
    }

    /** Returns the major version. */
    public int major() {
        return major;
    }

    static void run(DataSource dataSource, String... statements) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** The build unpacks the servers below {@code target/postgres}, of this module or of the one that runs the test. */
    private static InputStream binaries(int major) throws IOException {
        Path folder =
                Path.of(System.getProperty("dbguard.postgres.binaries", "target/postgres"), String.valueOf(major));
        try (DirectoryStream<Path> archives = Files.newDirectoryStream(folder, "*.txz")) {
            return Files.newInputStream(archives.iterator().next());
        }
    }
}
