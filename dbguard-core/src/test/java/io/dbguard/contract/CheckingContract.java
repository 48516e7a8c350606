package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.GuardBuilder;
import io.dbguard.Migrations;
import io.dbguard.api.check.CheckReport;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.CheckResult.Status;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.migration.MigrationScript;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must be seen before a deployment, as the ordinary user that an application is. */
abstract class CheckingContract extends ContractTest {
    private static final String SECRET = "postgres://app:hunter2@db.example/shop";

    private final List<GuardEvent> events = new ArrayList<>();

    CheckingContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase database() {
        return newDatabase()
                .run(
                        "CREATE TABLE t (id int PRIMARY KEY, v varchar(10))",
                        "INSERT INTO t VALUES (1, 'one'), (2, 'two')",
                        "CREATE TABLE u (id int PRIMARY KEY)",
                        "INSERT INTO u VALUES (1)");
    }

    private GuardBuilder builder(TestDatabase of) {
        return Guard.protect(of.dataSource())
                .storeIn(folder)
                .keys(under().keys())
                .onEvent(events::add);
    }

    private Guard backedUp(TestDatabase of) {
        Guard guard = builder(of).build();
        guard.backup().run();
        guard.verify().latest().run();
        return guard;
    }

    private static CheckReport check(Guard guard) {
        return guard.check().allowTemporaryStorage().run();
    }

    private static CheckResult of(CheckReport report, String name) {
        return report.results().stream()
                .filter(result -> result.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> failed(CheckReport report) {
        return report.failures().stream().map(CheckResult::name).toList();
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    @Test
    void aHealthyDatabasePassesAndNothingChangesButTheAuditLog() throws IOException {
        try (TestDatabase database = database()) {
            Guard guard = backedUp(database);
            String before = dump(database);
            Map<String, String> files = files();

            CheckReport report = check(guard);

            assertThat(failed(report)).as("%s", report).isEmpty();
            assertThat(report.results())
                    .extracting(CheckResult::name)
                    .doesNotHaveDuplicates()
                    .contains("connection", "version", "data", "backup", "storage", "space", "copies");
            assertThat(of(report, "data").words()).contains("3 rows");
            assertThat(of(report, "verification").status()).isEqualTo(Status.PASS);
            assertThat(dump(database)).isEqualTo(before);
            Map<String, String> now = files();
            now.keySet().removeIf(file -> file.startsWith("audit"));
            files.keySet().removeIf(file -> file.startsWith("audit"));
            assertThat(now).isEqualTo(files);
            assertThat(events)
                    .last()
                    .satisfies(event -> assertThat(event.kind()).isEqualTo(EventKind.CHECK));
            assertThat(guard.repository().auditTrail().entries())
                    .last()
                    .satisfies(entry -> assertThat(entry.event().kind()).isEqualTo(EventKind.CHECK));
        }
    }

    @Test
    void anEmptyDatabaseFailsWhereABackupHasRows() {
        try (TestDatabase database = database()) {
            Guard guard = backedUp(database);
            database.run("DELETE FROM t", "DROP TABLE u", "CREATE TABLE u (id int PRIMARY KEY)");
            // A backup of the empty database does not make it well.
            guard.backup().run();

            CheckReport report = check(guard);

            assertThat(failed(report)).containsExactly("data");
            assertThat(of(report, "data").words()).contains("has no rows").contains("3 rows");
            assertThat(events).last().satisfies(event -> {
                assertThat(event.kind()).isEqualTo(EventKind.CHECK_FAILED);
                assertThat(event.words()).contains("data");
            });
        }
    }

    @Test
    void theRowsOfAMigrationHistoryAreNoData() {
        try (TestDatabase database = database()) {
            Guard guard = backedUp(database);
            database.run(
                    "DELETE FROM t",
                    "DELETE FROM u",
                    "CREATE TABLE \"flyway_schema_history\" (id int PRIMARY KEY)",
                    "INSERT INTO \"flyway_schema_history\" VALUES (1)");
            assertThat(failed(check(guard))).containsExactly("data");
        }
    }

    @Test
    void aTableThatLostAllItsRowsIsAWarning() {
        try (TestDatabase database = database()) {
            Guard guard = backedUp(database);
            database.run("DELETE FROM t");
            CheckResult data = of(check(guard), "data");
            assertThat(data.status()).isEqualTo(Status.WARN);
            assertThat(data.words()).contains("." + under().fold("t")).doesNotContain("." + under().fold("u"));
        }
    }

    @Test
    void whatIsExpectedOfTheDataGoesBeforeWhatTheBackupsSay() {
        try (TestDatabase full = database();
                TestDatabase empty = newDatabase()) {
            Guard guard = builder(empty).build();
            assertThat(of(guard.check().run(), "data").status()).isEqualTo(Status.PASS);
            assertThat(of(guard.check().run(), "backup").status()).isEqualTo(Status.WARN);
            assertThat(of(guard.check().expectEmpty().run(), "data").status()).isEqualTo(Status.PASS);
            assertThat(of(guard.check().expectData().run(), "data").status()).isEqualTo(Status.FAIL);
            Guard other = builder(full).build();
            assertThat(of(other.check().expectData().run(), "data").status()).isEqualTo(Status.PASS);
            assertThat(of(other.check().expectEmpty().run(), "data").status()).isEqualTo(Status.FAIL);
        }
    }

    @Test
    void withoutABackupRowsAreAtStakeAndTheCheckMakesNoRepository() throws IOException {
        try (TestDatabase database = database()) {
            CheckReport report = check(builder(database).build());
            assertThat(failed(report)).containsExactly("backup");
            assertThat(files()).isEmpty();
            assertThat(events)
                    .singleElement()
                    .satisfies(event -> assertThat(event.kind()).isEqualTo(EventKind.CHECK_FAILED));
        }
    }

    @Test
    void aBackupThatIsTooOldFails() {
        try (TestDatabase database = database()) {
            Guard guard = backedUp(database);
            CheckReport report = guard.check()
                    .allowTemporaryStorage()
                    .maxBackupAge(Duration.ofNanos(1))
                    .run();
            assertThat(failed(report)).containsExactly("backup");
        }
    }

    @Test
    void backupsInATemporaryFolderFailUnlessThatIsAllowed() {
        try (TestDatabase database = database()) {
            Guard guard = backedUp(database);
            CheckReport report = guard.check().run();
            assertThat(failed(report)).containsExactly("storage");
            assertThat(of(report, "storage").words()).contains(folder.toString());
            assertThat(of(check(guard), "storage").status()).isEqualTo(Status.WARN);
        }
    }

    @Test
    void aDangerousPendingMigrationFailsUntilExactlyItIsApproved() {
        try (TestDatabase database = database()) {
            Guard guard = backedUp(database);
            var add = new MigrationScript("V1__add.sql", "ALTER TABLE t ADD COLUMN more varchar(10)");
            var drop = new MigrationScript("V2__drop.sql", "ALTER TABLE t DROP COLUMN v");
            var request = guard.check().allowTemporaryStorage();
            assertThat(request.migrations(Migrations.of(add)).run().passed()).isTrue();
            CheckReport report = request.migrations(Migrations.of(add, drop)).run();
            assertThat(failed(report)).containsExactly("migrations");
            CheckResult result = of(report, "migrations");
            assertThat(result.words()).contains("V2__drop.sql:1 drop-column");
            String code = result.next().replaceAll(".*code ([0-9a-f]{12}(?:-\\d+)?).*", "$1");
            assertThat(request.migrations(Migrations.of(add, drop))
                            .approve(code)
                            .run()
                            .passed())
                    .isTrue();
            assertThat(failed(request.migrations(Migrations.of(drop))
                            .approve(code)
                            .run()))
                    .containsExactly("migrations");
        }
    }

    @Test
    void aChangedVariableFailsByNameAndItsValueIsNowhere() throws IOException {
        try (TestDatabase database = database()) {
            backedUp(database);
            Guard before = builder(database)
                    .critical(Map.of("DATABASE_URL", SECRET, "API_KEY", "k1"))
                    .build();
            assertThat(of(check(before), "environment").status()).isEqualTo(Status.WARN);
            assertThat(before.check().allowTemporaryStorage().remember().passed())
                    .isTrue();
            assertThat(of(check(before), "environment").status()).isEqualTo(Status.PASS);

            Guard changed = builder(database)
                    .critical(Map.of("DATABASE_URL", SECRET + "2", "API_KEY", "k1"))
                    .build();
            CheckReport report = check(changed);

            assertThat(failed(report)).containsExactly("environment");
            assertThat(of(report, "environment").words())
                    .contains("DATABASE_URL")
                    .doesNotContain("API_KEY");
            assertThat(report.toString()).doesNotContain("hunter2");
            assertThat(events.toString()).doesNotContain("hunter2");
            assertThat(changed.repository().auditTrail().toString()).doesNotContain("hunter2");
            Map<String, String> files = files();
            assertThat(files.keySet()).anyMatch(file -> file.startsWith("deployments"));
            assertThat(files.values()).noneMatch(content -> content.contains("hunter2"));
        }
    }

    @Test
    void aMissingVariableFails() {
        try (TestDatabase database = database()) {
            backedUp(database);
            Guard guard = builder(database)
                    .critical("DBGUARD_TEST_THAT_NOBODY_SETS")
                    .critical(Map.of("EMPTY", ""))
                    .build();
            CheckReport report = check(guard);
            assertThat(failed(report)).containsExactly("environment");
            assertThat(of(report, "environment").words()).contains("DBGUARD_TEST_THAT_NOBODY_SETS", "EMPTY");
        }
    }

    @Test
    void anotherDatabaseThanAtTheLastGoodDeploymentFails() {
        try (TestDatabase first = database();
                TestDatabase second = database()) {
            assertThat(backedUp(first)
                            .check()
                            .allowTemporaryStorage()
                            .remember()
                            .passed())
                    .isTrue();
            Guard other = backedUp(second);
            CheckReport report = check(other);
            assertThat(failed(report)).containsExactly("identity");
            List<String> names = other.repository().list().backups().stream()
                    .map(backup -> backup.header().database().name())
                    .toList();
            assertThat(of(report, "identity").words()).contains(names);
        }
    }

    @Test
    void aFailureIsRememberedOnlyWithForceAndThatLeavesATrace() {
        try (TestDatabase first = database();
                TestDatabase second = database()) {
            backedUp(first).check().allowTemporaryStorage().remember();
            Guard other = backedUp(second);
            assertThat(other.check().allowTemporaryStorage().remember().passed())
                    .isFalse();
            assertThat(failed(check(other))).containsExactly("identity");
            assertThat(events).noneMatch(event -> event.kind() == EventKind.OVERRIDE);

            CheckReport forced = other.check().allowTemporaryStorage().force().remember();

            assertThat(failed(forced)).containsExactly("identity");
            assertThat(other.repository().auditTrail().entries())
                    .last()
                    .satisfies(entry -> assertThat(entry.event().kind()).isEqualTo(EventKind.OVERRIDE));
            assertThat(check(other).passed()).isTrue();
        }
    }
}
