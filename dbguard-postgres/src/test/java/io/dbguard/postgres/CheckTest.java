package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.CheckResult.Status;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Survey;
import io.dbguard.spi.database.Survey.Rows;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a check before a deployment finds out about PostgreSQL, as an ordinary role. */
class CheckTest {
    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.version(17);
    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = server.newDatabase();
        database.run("CREATE TABLE public.t (id int PRIMARY KEY)", "INSERT INTO public.t VALUES (1), (2)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private CheckResult check(DataSource dataSource, String name) {
        try (Guard guard = Guard.protect(dataSource).storeIn(folder).build()) {
            CheckReport report = guard.check().run();
            return report.results().stream()
                    .filter(result -> result.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private CheckResult privileges() {
        return check(database.dataSource(), "privileges");
    }

    private Survey survey() {
        try (Snapshot snapshot = new PostgresProvider()
                .openSnapshot(database.dataSource(), new AccessOptions(table -> false, Duration.ofSeconds(5)))) {
            return snapshot.survey().orElseThrow();
        }
    }

    @Test
    void anOwnerMayReadAllThatABackupNeeds() {
        assertThat(privileges().status()).isEqualTo(Status.PASS);
        assertThat(survey().obstacles()).isEmpty();
        assertThat(survey().version()).isEqualTo(Survey.Version.TESTED);
        assertThat(survey().bytes()).isPositive();
    }

    @Test
    void whatMayNotBeReadIsNamed() {
        database.asSuperuser()
                .run(
                        "CREATE TABLE public.hidden (id int)",
                        "CREATE SEQUENCE public.counter",
                        "CREATE SCHEMA vault CREATE TABLE safe (id int)");
        CheckResult result = privileges();
        assertThat(result.status()).isEqualTo(Status.FAIL);
        assertThat(result.words())
                .contains(
                        "SELECT on table public.hidden",
                        "SELECT on sequence public.counter",
                        "USAGE on schema vault for table vault.safe")
                .doesNotContain("public.t");
    }

    @Test
    void aTableOfWhichOnlySomeRowsShowIsNamed() {
        database.run(
                "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE public.t FORCE ROW LEVEL SECURITY",
                "CREATE POLICY none ON public.t USING (false)");
        assertThat(privileges().words()).contains("policies of table public.t");
        // What cannot be counted is not taken for empty.
        assertThat(check(database.dataSource(), "backup").status()).isEqualTo(Status.FAIL);
    }

    @Test
    void smallTablesAreCountedAndLargeOnesEstimated() {
        database.run(
                "CREATE TABLE public.large (id int)",
                "INSERT INTO public.large SELECT generate_series(1, 30000)",
                "ANALYZE public.large",
                "CREATE TABLE public.gone (id int)",
                "INSERT INTO public.gone SELECT generate_series(1, 100)",
                "ANALYZE public.gone",
                "DELETE FROM public.gone");
        assertThat(survey().tables())
                .containsExactlyInAnyOrder(
                        new Rows(new TableName("public", "t"), 2, true),
                        new Rows(new TableName("public", "large"), 30_000, false),
                        new Rows(new TableName("public", "gone"), 0, true));
    }

    @Test
    void partitionsAreCountedOnce() {
        database.run(
                "CREATE TABLE public.parts (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE public.low PARTITION OF public.parts FOR VALUES FROM (0) TO (10)",
                "INSERT INTO public.parts VALUES (1), (2), (3)",
                "CREATE TABLE public.heir () INHERITS (public.t)",
                "INSERT INTO public.heir VALUES (3)");
        assertThat(survey().tables().stream().mapToLong(Rows::count).sum()).isEqualTo(6);
    }

    @Test
    void aRoleThatMayNotConnectIsOneFailureAndTheRestIsSaid() {
        try (Guard guard = Guard.protect(server.dataSource("nobody-of-that-name", database.name()))
                .storeIn(folder)
                .build()) {
            CheckReport report = guard.check().allowTemporaryStorage().run();
            assertThat(report.failures()).extracting(CheckResult::name).containsExactly("connection", "backup");
            assertThat(report.results())
                    .filteredOn(result -> result.words().contains("was not looked at"))
                    .extracting(CheckResult::name)
                    .containsExactly("version", "privileges", "objects", "identity", "data", "migrations");
        }
    }
}
