package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.report.BackupReport;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
