package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.report.BackupReport;
import io.dbguard.postgres.testing.DataSources;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks on tables do not hold still what their rows are read by. */
class MigrationDuringBackupTest {
    private static final String RENAME = "ALTER TYPE live.mood RENAME VALUE 'sad' TO 'blue'";

    @TempDir
    Path folder;

    /** What somebody runs when rows of a table have passed. */
    private final Map<String, List<String>> migrations = new ConcurrentHashMap<>();

    private PostgresDatabase database;
    private Guard guard;

    @BeforeEach
    void createDatabase() {
        database = PostgresServer.version(17).newDatabase();
        database.run(
                "CREATE SCHEMA live",
                "CREATE TYPE live.mood AS ENUM ('sad', 'ok')",
                "CREATE TYPE unused AS ENUM ('sad', 'ok')",
                "CREATE TABLE large (id int PRIMARY KEY, v text)",
                "INSERT INTO large SELECT g, md5(g::text) FROM generate_series(1, 60000) g");
        guard = Guard.protect(database.dataSource())
                .storeIn(folder)
                .onProgress(progress -> database.run(
                        Optional.ofNullable(migrations.remove(progress.table().table()))
                                .orElse(List.of())
                                .toArray(String[]::new)))
                .build();
    }

    @AfterEach
    void dropDatabase() {
        guard.close();
        database.close();
    }

    /** The largest table is read first, so all others are read after the migration. */
    private BackupReport backupWith(String... statements) {
        migrations.put("large", List.of(statements));
        BackupReport report = guard.backup().onlyIfChanged().run();
        assertThat(migrations).isEmpty();
        return report;
    }

    private void assertRefused(String changed, String... statements) {
        assertThatThrownBy(() -> backupWith(statements))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll(
                        changed, "no backup was written", "all earlier ones are whole", "when the migration is over");
        assertThat(guard.repository().list().backups()).isEmpty();
        assertThat(guard.backup().onlyIfChanged().run().unchanged()).isFalse();
        assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "live.mood",
                "live.mood[]",
                "domain_over_it",
                "composite_with_it",
                "composite_with_it[]",
                "range_of_it"
            })
    void aLabelThatGetsAnotherName(String type) {
        database.run(
                "CREATE DOMAIN domain_over_it AS live.mood CHECK (VALUE IS NOT NULL)",
                "CREATE TYPE composite_with_it AS (a int, m domain_over_it)",
                "CREATE TYPE range_of_it AS RANGE (subtype = live.mood)",
                "CREATE TABLE small (v " + type + ")");
        assertRefused("type live.mood", RENAME);
    }

    @Test
    void aLabelThatHasItsOldNameAgainAtTheEnd() {
        database.run("CREATE TABLE small AS SELECT 'sad'::live.mood AS v");
        migrations.put("small", List.of("ALTER TYPE live.mood RENAME VALUE 'blue' TO 'sad'"));
        assertRefused("type live.mood", RENAME);
        assertThat(migrations).isEmpty();
    }

    @Test
    void anAttributeThatIsAdded() {
        database.run("CREATE TYPE pair AS (a int, b int)", "CREATE TABLE small AS SELECT ARRAY[ROW(1, 2)::pair] AS v");
        assertRefused("type public.pair", "ALTER TYPE pair ADD ATTRIBUTE c int");
    }

    @Test
    void schemasThatChangePlaces() {
        database.run(
                "CREATE TABLE live.t (v text)",
                "INSERT INTO live.t VALUES ('live')",
                "CREATE SCHEMA next",
                "CREATE TABLE next.t (v text)",
                "INSERT INTO next.t VALUES ('next')");
        assertRefused(
                "schema ",
                "ALTER SCHEMA live RENAME TO old",
                "ALTER SCHEMA next RENAME TO live",
                "ALTER SCHEMA old RENAME TO next");
    }

    /** The name is locked, but what has it in the snapshot is not, and anybody could alter it while it is read. */
    @Test
    void schemasThatChangePlacesBetweenTheLocksAndTheSnapshot() {
        database.run(
                "CREATE TABLE live.t (v text)",
                "CREATE SCHEMA next",
                "CREATE TABLE next.t (v text)",
                "INSERT INTO next.t VALUES ('next')");
        var opened = new AtomicInteger();
        var swaps = new AtomicInteger();
        DataSource source = DataSources.lending(() -> {
            opened.incrementAndGet();
            return afterLocking(database.dataSource().getConnection(), () -> {
                if (swaps.getAndIncrement() == 0) {
                    database.run(
                            "ALTER SCHEMA live RENAME TO old",
                            "ALTER SCHEMA next RENAME TO live",
                            "ALTER SCHEMA old RENAME TO next");
                }
            });
        });
        try (Guard other = Guard.protect(source)
                .provider(new PostgresProvider())
                .storeIn(folder)
                .build()) {
            assertThat(other.backup().schemas("live").run().rows()).isEqualTo(1);
        }
        assertThat(swaps).hasValue(2);
        assertThat(opened).hasValue(4);
    }

    /** Returns the same connection, on which something happens after each LOCK TABLE. */
    private static Connection afterLocking(Connection connection, Runnable work) {
        return proxy(
                Connection.class,
                connection,
                (method, arguments, result) -> result instanceof Statement statement && method.equals("createStatement")
                        ? proxy(Statement.class, statement, (call, sql, done) -> {
                            if (sql != null && String.valueOf(sql[0]).startsWith("LOCK TABLE")) {
                                work.run();
                            }
                            return done;
                        })
                        : result);
    }

    private interface Afterwards {
        Object then(String method, Object[] arguments, Object result);
    }

    private static <T> T proxy(Class<T> type, T of, Afterwards afterwards) {
        return type.cast(Proxy.newProxyInstance(
                MigrationDuringBackupTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        afterwards.then(method.getName(), arguments, method.invoke(of, arguments))));
    }

    @Test
    void sequencesThatChangePlaces() {
        database.run("CREATE SEQUENCE one", "CREATE SEQUENCE two START WITH 5");
        assertThatThrownBy(() -> backupWith(
                        "ALTER SEQUENCE one RENAME TO three",
                        "ALTER SEQUENCE two RENAME TO one",
                        "ALTER SEQUENCE three RENAME TO two"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContainingAll("sequence public.one", "replaced", "when the migration is over");
        assertThat(guard.repository().list().backups()).isEmpty();
        assertThat(guard.backup().run().rows()).isEqualTo(60000);
    }

    @Test
    void whatDoesNotConcernTheRowsStandsInNobodysWay() {
        database.run(
                "CREATE TYPE pair AS (a live.mood, b int)",
                "CREATE DOMAIN short AS text",
                "CREATE TABLE small AS SELECT ROW('sad', 1)::pair AS p, 'x'::short AS s");
        backupWith(
                "CREATE TABLE another (m unused)",
                "CREATE INDEX ON large (v)",
                "GRANT SELECT ON large TO public",
                "GRANT USAGE ON SCHEMA live TO public",
                "GRANT USAGE ON TYPE live.mood TO public",
                "ALTER TABLE large ALTER COLUMN v SET STATISTICS 500",
                "ALTER DOMAIN short ADD CHECK (VALUE <> '')",
                "ALTER TYPE live.mood ADD VALUE 'glad' BEFORE 'ok'",
                "ALTER TYPE unused RENAME VALUE 'sad' TO 'blue'",
                "CREATE SCHEMA more",
                "ANALYZE");
        assertThat(guard.repository().list().backups()).hasSize(1);
    }
}
