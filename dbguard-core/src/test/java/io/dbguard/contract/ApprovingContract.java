package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.event.AuditTrail;
import io.dbguard.api.event.EventKind;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who lets a dangerous migration run, and what exactly was approved. */
abstract class ApprovingContract extends ContractTest {
    private static final MigrationScript DROP = new MigrationScript("V2__drop.sql", "ALTER TABLE t DROP COLUMN v");

    @TempDir
    Path scripts;

    private final AtomicInteger runs = new AtomicInteger();

    ApprovingContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase database() {
        return newDatabase()
                .run(
                        "CREATE TABLE t (id int PRIMARY KEY, v varchar(10))",
                        "INSERT INTO t VALUES (1, 'one'), (2, 'two')");
    }

    private static MigrationRefusedException refusal(Guard guard) {
        return catchThrowableOfType(
                MigrationRefusedException.class,
                () -> guard.beforeMigration(Migrations.of(DROP)).migrate(() -> {
                    throw new AssertionError("it was refused");
                }));
    }

    @Test
    void theCodeSaysHowManyValuesMayBeLost() {
        try (TestDatabase database = database()) {
            var refusal = refusal(guard(database));
            assertThat(refusal.code()).matches("[0-9a-f]{12}-2");
            assertThat(refusal)
                    .hasMessageContainingAll(refusal.code(), refusal.backup().value(), "DBGUARD_APPROVE");
        }
    }

    @Test
    void anApprovalIsForNoMoreValuesThanItNames() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            String code = refusal(guard).code();
            database.run("INSERT INTO t VALUES (3, 'three')");
            var pending = guard.beforeMigration(Migrations.of(DROP));
            assertThatThrownBy(() -> pending.approve(code).migrate(runs::incrementAndGet))
                    .isInstanceOf(MigrationRefusedException.class);
            assertThat(runs).hasValue(0);
            String more = code.replaceFirst("-2$", "-10");
            var report = pending.approve(more, "Ada", "nobody reads it").migrate(runs::incrementAndGet);
            assertThat(runs).hasValue(1);
            assertThat(report.approval().orElseThrow().by()).isEqualTo("Ada");
        }
    }

    @Test
    void anApprovalIsForThisSchemaOnly() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            String code = refusal(guard).code();
            database.run("CREATE TABLE reads_v (v varchar(10))");
            assertThatThrownBy(() -> guard.beforeMigration(Migrations.of(DROP))
                            .approve(code)
                            .migrate(runs::incrementAndGet))
                    .isInstanceOf(MigrationRefusedException.class);
        }
    }

    @Test
    void anApprovalMayLieBesideTheScript() throws IOException {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            Files.writeString(scripts.resolve(DROP.name()), DROP.sql());
            String code = refusal(guard).code();
            Files.writeString(
                    scripts.resolve(DROP.name() + ".approved"),
                    "code: " + code + "\nby: Grace Hopper\nwhy: moved to another table in V1\n");
            var report = guard.beforeMigration(Migrations.in(scripts)).migrate(() -> database.run(DROP.sql()));
            assertThat(report.approval().orElseThrow().from()).isEqualTo("V2__drop.sql.approved");
            assertThat(guard.repository().auditTrail().entries())
                    .filteredOn(entry -> entry.event().kind() == EventKind.APPROVAL)
                    .singleElement()
                    .satisfies(entry ->
                            assertThat(entry.event().words()).contains("Grace Hopper", "moved to another table in V1"));
        }
    }

    @Test
    void anApprovalIsForTheseValuesOfPlaceholdersOnly() {
        try (TestDatabase database = database().run("CREATE TABLE u (id int)", "INSERT INTO u VALUES (1)")) {
            Guard guard = guard(database);
            var script = Migrations.of(new MigrationScript("V2__drop.sql", "DROP TABLE ${table}"));
            var refusal = catchThrowableOfType(
                    MigrationRefusedException.class,
                    () -> guard.beforeMigration(script.placeholder("table", "t"))
                            .migrate(runs::incrementAndGet));
            assertThatThrownBy(() -> guard.beforeMigration(script.placeholder("table", "u"))
                            .approve(refusal.code())
                            .migrate(runs::incrementAndGet))
                    .isInstanceOf(MigrationRefusedException.class);
            assertThat(runs).hasValue(0);
        }
    }

    @Test
    void whoWroteTheScriptDoesNotApproveIt() {
        try (TestDatabase database = database()) {
            var allowed = new MigrationScript(
                    "V2__drop.sql", "-- dbguard:allow drop-table empty since release 41\nDROP TABLE t");
            assertThatThrownBy(() -> guard(database)
                            .beforeMigration(Migrations.of(allowed))
                            .migrate(runs::incrementAndGet))
                    .isInstanceOf(MigrationRefusedException.class);
        }
    }

    @Test
    void aRefusalNamesNoKeyOfARow() {
        try (TestDatabase database = newDatabase()
                .run(
                        "CREATE TABLE p (email varchar(50) PRIMARY KEY, v int)",
                        "INSERT INTO p VALUES ('ada@x.org', 1)")) {
            var refusal = catchThrowableOfType(
                    MigrationRefusedException.class,
                    () -> guard(database)
                            .beforeMigration(
                                    Migrations.of(new MigrationScript("V1.sql", "ALTER TABLE p DROP COLUMN v")))
                            .migrate(runs::incrementAndGet));
            assertThat(refusal).hasMessageNotContaining("ada@x.org");
        }
    }

    @Test
    void whatHoldsNothingNeedsNoApproval() {
        try (TestDatabase database = database().run("UPDATE t SET v = NULL")) {
            var report = guard(database).beforeMigration(Migrations.of(DROP)).migrate(() -> database.run(DROP.sql()));
            assertThat(report.assessment().verdict()).isEqualTo(Verdict.CAUTION);
            assertThat(report.backup()).isPresent();
        }
    }

    @Test
    void forceTakesTheBackupAndLeavesATrace() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            var report = guard.beforeMigration(Migrations.of(DROP))
                    .force("the site is down")
                    .migrate(() -> database.run(DROP.sql()));
            assertThat(report.backup()).isPresent();
            AuditTrail trail = guard.repository().auditTrail();
            assertThat(trail.problems()).isEmpty();
            assertThat(trail.entries())
                    .extracting(entry -> entry.event().kind())
                    .containsExactly(EventKind.BACKUP, EventKind.OVERRIDE, EventKind.MIGRATION);
            assertThat(trail.entries().get(1).event().words()).contains("the site is down");
        }
    }

    @Test
    void whatIsNoSqlIsNeverCalledSafe() {
        try (TestDatabase database = database()) {
            var inJava = MigrationScript.notSql("V3__in_java", "com.example.V3");
            var report = guard(database).beforeMigration(Migrations.of(inJava)).migrate(runs::incrementAndGet);
            assertThat(report.assessment().verdict()).isEqualTo(Verdict.CAUTION);
            assertThat(report.assessment().findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.rule()).isEqualTo("not-understood"));
        }
    }

    @Test
    void aRefusalIsInTheAuditLogWithoutValues() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            String code = refusal(guard).code();
            assertThat(guard.repository().auditTrail().entries())
                    .filteredOn(entry -> entry.event().kind() == EventKind.MIGRATION_REFUSED)
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.event().subject()).isEqualTo(code);
                        assertThat(entry.event().details())
                                .containsEntry("scripts", "V2__drop.sql")
                                .containsEntry("rules", "drop-column");
                    });
        }
    }
}
