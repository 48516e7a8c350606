package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.RequestException;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.CheckResult.Status;
import io.dbguard.api.check.DeploymentReport;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.migration.MigrationScript;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is looked at after a deployment. */
abstract class DeployingContract extends ContractTest {

    DeployingContract(DatabaseUnderTest database) {
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

    private static List<CheckResult> of(DeploymentReport report, Status status) {
        return report.results().stream()
                .filter(result -> result.status() == status)
                .toList();
    }

    @Test
    void aDeploymentThatLostNothingIsGood() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            guard.backup().run();
            database.run("CREATE TABLE w (id int)", "INSERT INTO t VALUES (3, 'three')");
            var report = guard.verifyDeployment()
                    .against("latest")
                    .expecting("t")
                    .invariant("no empty text", "SELECT id FROM t WHERE v = ''")
                    .invariant("one row in u", "SELECT count(*) FROM u", "1")
                    .healthy("the application", () -> true)
                    .run();
            assertThat(report.good()).isTrue();
            assertThat(of(report, Status.WARN)).isEmpty();
            assertThat(guard.repository().auditTrail().entries())
                    .extracting(entry -> entry.event().kind())
                    .contains(EventKind.DEPLOYMENT);
        }
    }

    @Test
    void rowsThatAreGoneWithoutAWordFail() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            guard.backup().run();
            database.run("DELETE FROM u", "DELETE FROM t WHERE id = 2");
            var report =
                    guard.verifyDeployment().against("latest").expecting("t").run();
            assertThat(report.failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.words())
                            .contains(under().fold("u") + " has 0 rows after 1, though nothing announced it"));
            assertThat(of(report, Status.WARN))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.words()).contains("as was announced"));
        }
    }

    @Test
    void aSequenceThatWasSetBackFails() {
        try (TestDatabase database = database().run("CREATE SEQUENCE s START WITH 42")) {
            Guard guard = guard(database);
            guard.backup().run();
            database.run("ALTER SEQUENCE s RESTART WITH 1");
            assertThat(guard.verifyDeployment().against("latest").run().failures())
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.words()).contains("was set back from 42 to 1"));
            var expected =
                    guard.verifyDeployment().against("latest").expecting("s").run();
            assertThat(expected.good()).isTrue();
            assertThat(of(expected, Status.WARN))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.name()).isEqualTo("sequences"));
        }
    }

    @Test
    void whatAGuardedMigrationAnnouncedIsKnown() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            guard.backup().run();
            var script = new MigrationScript("V1__x.sql", "DELETE FROM t WHERE id = 2");
            guard.beforeMigration(Migrations.of(script)).force("a test").migrate(() -> database.run(script.sql()));
            var report = guard.verifyDeployment().run();
            assertThat(report.good()).isTrue();
            assertThat(of(report, Status.WARN))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.words()).contains("has 1 rows after 2, as was announced"));
        }
    }

    @Test
    void aBackupOfAnotherDatabaseProvesNothing() {
        try (TestDatabase database = database();
                TestDatabase other = database()) {
            guard(other).backup().run();
            assertThatThrownBy(() ->
                            guard(database).verifyDeployment().against("latest").run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("of another database");
        }
    }

    @Test
    void aBrokenInvariantFailsWithoutItsRows() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            guard.backup().run();
            var report = guard.verifyDeployment()
                    .against("latest")
                    .invariant("nobody is called two", "SELECT v FROM t WHERE v = 'two'")
                    .invariant("three rows", "SELECT count(*) FROM t", "3")
                    .invariant("nonsense", "SELECT nowhere FROM nothing")
                    .healthy("the application", () -> {
                        throw new IllegalStateException("two");
                    })
                    .run();
            assertThat(report.failures())
                    .extracting(CheckResult::name)
                    .containsExactly("invariant", "invariant", "invariant", "health");
            assertThat(report.failures().get(0).words()).contains("1 rows instead of none");
            assertThat(report.failures().subList(1, 4))
                    .extracting(CheckResult::words)
                    .noneMatch(words -> words.contains("two"));
        }
    }

    @Test
    void anInvariantChangesNothing() {
        try (TestDatabase database = database().run("CREATE SEQUENCE s")) {
            Guard guard = guard(database);
            guard.backup().run();
            String before = dump(database);
            guard.verifyDeployment()
                    .against("latest")
                    .invariant("writes", "DELETE FROM t")
                    .run();
            assertThat(dump(database)).isEqualTo(before);
        }
    }

    @Test
    void withoutABackupBeforeAMigrationOneHasToBeNamed() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            guard.backup().run();
            assertThatThrownBy(() -> guard.verifyDeployment().run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("no backup before a migration");
        }
    }
}
