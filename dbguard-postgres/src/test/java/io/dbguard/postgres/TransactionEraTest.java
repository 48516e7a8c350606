package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a crash the id of a transaction may come again, for another one. */
class TransactionEraTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 18})
    void nothingIsTakenAsUnchangedAfterAProcessOfTheServerWasKilled(int major) throws Exception {
        PostgresServer server = PostgresServer.version(major);
        try (PostgresDatabase database = server.newDatabase();
                Guard guard =
                        Guard.protect(database.dataSource()).storeIn(folder).build()) {
            database.run("CREATE TABLE t AS SELECT g FROM generate_series(1, 10) g");
            settle(guard);
            assertThat(guard.backup().onlyIfChanged().run().unchanged()).isTrue();
            crash(database);
            assertThat(guard.backup().onlyIfChanged().run().unchanged()).isFalse();
        }
    }

    private static void settle(Guard guard) {
        for (int i = 0; i < 5 && !guard.backup().onlyIfChanged().run().unchanged(); i++) {
            // The server has housekeeping of its own, which may look like a change for once.
        }
    }

    /** The server ends all its processes and starts anew, all but the one whose start everybody can see. */
    private static void crash(PostgresDatabase database) throws Exception {
        List<String> started = database.query("SELECT pg_postmaster_start_time()");
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            ProcessHandle process = ProcessHandle.of(rows.getLong(1)).orElseThrow();
            process.destroyForcibly();
            process.onExit().get();
        }
        awaitServer(database);
        assertThat(database.query("SELECT pg_postmaster_start_time()")).isEqualTo(started);
    }

    private static void awaitServer(PostgresDatabase database) {
        for (int attempt = 0; ; attempt++) {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT 1");
                return;
            } catch (SQLException e) {
                if (attempt == 600) {
                    throw new AssertionError("The server did not come back", e);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
        }
    }
}
