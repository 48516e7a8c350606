package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.RequestException;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.migration.MigrationScript;
import org.junit.jupiter.api.Test;

/** Migrations that run on a copy before they run on the database. */
abstract class RehearsingContract extends ContractTest {

    RehearsingContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase database() {
        return newDatabase()
                .run(
                        "CREATE TABLE t (id int PRIMARY KEY, v varchar(10))",
                        "INSERT INTO t VALUES (1, 'one'), (2, 'two')",
                        "CREATE TABLE u (id int PRIMARY KEY, t int REFERENCES t (id) ON DELETE CASCADE)",
                        "INSERT INTO u VALUES (1, 1), (2, 2), (3, 2)");
    }

    private static Migrations script(String sql) {
        return Migrations.of(new MigrationScript("V1__x.sql", sql));
    }

    @Test
    void saysWhatEachStatementDidAndLeavesTheDatabaseAlone() {
        try (TestDatabase database = database();
                TestDatabase copy = newDatabase()) {
            Guard guard = guard(database);
            guard.backup().run();
            String before = dump(database);
            var report = guard.rehearse(script("ALTER TABLE t ADD COLUMN w int;\n\nUPDATE t SET w = id WHERE id > 1;"))
                    .on(copy.dataSource())
                    .run();
            assertThat(report.lostNothing()).isTrue();
            assertThat(report.surprises()).isEmpty();
            assertThat(report.statements()).extracting(run -> run.line()).containsExactly(1, 3);
            assertThat(copy.value("SELECT max(w) FROM t")).isEqualTo("2");
            assertThat(dump(database)).isEqualTo(before);
            assertThat(guard.repository().auditTrail().entries())
                    .extracting(entry -> entry.event().kind())
                    .contains(EventKind.REHEARSAL);
        }
    }

    @Test
    void namesWhatWasNotForeseen() {
        try (TestDatabase database = database();
                TestDatabase copy = newDatabase()) {
            Guard guard = guard(database);
            guard.backup().run();
            var report = guard.rehearse(script("DELETE FROM t WHERE id = 2"))
                    .on(copy.dataSource())
                    .run();
            assertThat(report.lostNothing()).isFalse();
            assertThat(report.surprises())
                    .anySatisfy(surprise -> assertThat(surprise)
                            .contains(under().fold("u") + " has 1 rows after 3, though no script names it"));
        }
    }

    @Test
    void aStatementThatFailsIsNamedWithoutItsValues() {
        try (TestDatabase database = database();
                TestDatabase copy = newDatabase()) {
            Guard guard = guard(database);
            guard.backup().run();
            var report = guard.rehearse(script("CREATE TABLE x (id int);\nINSERT INTO t VALUES (1, 'secret')"))
                    .on(copy.dataSource())
                    .run();
            assertThat(report.failure()).contains("V1__x.sql:2 failed: INSERT INTO t VALUES");
            assertThat(report.toString()).doesNotContain("secret");
            assertThat(report.surprises()).contains(report.failure());
        }
    }

    @Test
    void whatConcernsTheServerIsNotRehearsed() {
        try (TestDatabase database = database();
                TestDatabase copy = newDatabase()) {
            Guard guard = guard(database);
            guard.backup().run();
            var report = guard.rehearse(script("CREATE TABLE x (id int);\nDROP USER somebody"))
                    .on(copy.dataSource())
                    .run();
            assertThat(report.failure()).contains("concerns more than one database");
            assertThat(report.statements()).isEmpty();
        }
    }

    @Test
    void aBackupOfATableAloneIsNoCopy() {
        try (TestDatabase database = database();
                TestDatabase copy = newDatabase()) {
            Guard guard = guard(database);
            var whole = guard.backup().run();
            guard.backup().tables("t").run();
            var report = guard.rehearse(script("CREATE TABLE x (id int)"))
                    .on(copy.dataSource())
                    .run();
            assertThat(report.backup()).isEqualTo(whole.header().id());
        }
    }

    @Test
    void theApplicationsOwnRunnerMayRunThem() {
        try (TestDatabase database = database();
                TestDatabase copy = newDatabase()) {
            Guard guard = guard(database);
            guard.backup().run();
            var report = guard.rehearse(script("DROP TABLE u"))
                    .on(copy.dataSource())
                    .run(dataSource -> copy.run("DROP TABLE u"));
            assertThat(report.statements()).isEmpty();
            assertThat(report.aftermath().losses()).hasSize(1);
        }
    }

    @Test
    void aDatabaseThatIsNotEmptyIsNoPlaceForACopy() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            guard.backup().run();
            String before = dump(database);
            assertThatThrownBy(() -> guard.rehearse(script("DROP TABLE u"))
                            .on(database.dataSource())
                            .run())
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("not empty");
            assertThat(dump(database)).isEqualTo(before);
        }
    }
}
