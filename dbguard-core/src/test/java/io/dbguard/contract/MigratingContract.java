package io.dbguard.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.Guard;
import io.dbguard.Migrations;
import io.dbguard.api.check.CheckFailedException;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.migration.MigrationFailedException;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.api.migration.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What the library exists for: a migration under guard, and a backup after a write. */
abstract class MigratingContract extends ContractTest {
    private static final MigrationScript ADD =
            new MigrationScript("V1__add.sql", "ALTER TABLE t ADD COLUMN more varchar(10)");
    private static final MigrationScript DROP = new MigrationScript("V2__drop.sql", "ALTER TABLE t DROP COLUMN v");

    private final AtomicInteger runs = new AtomicInteger();

    MigratingContract(DatabaseUnderTest database) {
        super(database);
    }

    private TestDatabase database() {
        return newDatabase()
                .run(
                        "CREATE TABLE t (id int PRIMARY KEY, v varchar(10))",
                        "INSERT INTO t VALUES (1, 'one'), (2, 'two')");
    }

    private void run(TestDatabase database, MigrationScript script) {
        runs.incrementAndGet();
        database.run(script.sql());
    }

    @Test
    void aMigrationThatOnlyAddsRunsAfterAVerifiedBackup() {
        try (TestDatabase database = database()) {
            var report = guard(database).beforeMigration(Migrations.of(ADD)).migrate(() -> run(database, ADD));
            assertThat(report.assessment().verdict()).isEqualTo(Verdict.SAFE);
            assertThat(report.losses()).isEmpty();
            assertThat(runs).hasValue(1);
            var backup = guard(database).repository().list().backups().get(0);
            assertThat(backup.header().id()).isEqualTo(report.backup().orElseThrow());
            assertThat(backup.header().reason()).isEqualTo(BackupReason.BEFORE_MIGRATION);
            assertThat(backup.verifiedAt()).isPresent();
        }
    }

    @Test
    void aDangerousMigrationIsRefusedUntilExactlyItIsApproved() {
        try (TestDatabase database = database()) {
            Guard guard = guard(database);
            var refusal = catchThrowableOfType(
                    MigrationRefusedException.class,
                    () -> guard.beforeMigration(Migrations.of(DROP)).migrate(() -> run(database, DROP)));
            assertThat(refusal).hasMessageContainingAll("drop-column", "no statement of it was run");
            assertThat(runs).hasValue(0);
            String code = refusal.code();
            assertThatThrownBy(() -> guard.beforeMigration(Migrations.of(ADD, DROP))
                            .approve(code)
                            .migrate(() -> run(database, DROP)))
                    .isInstanceOf(MigrationRefusedException.class);
            guard.beforeMigration(Migrations.of(DROP)).approve(code).migrate(() -> run(database, DROP));
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void aDatabaseThatWasEmptiedIsNotMigrated() {
        try (TestDatabase database = database()) {
            guard(database).backup().run();
            database.run("DELETE FROM t");
            var pending = guard(database).beforeMigration(Migrations.of(ADD));
            assertThatThrownBy(() -> pending.migrate(() -> run(database, ADD)))
                    .isInstanceOf(CheckFailedException.class)
                    .hasMessageContainingAll("data: ", "no statement was run");
            assertThat(runs).hasValue(0);
            pending.withoutCheck().migrate(() -> run(database, ADD));
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void aFailedMigrationNamesTheBackupThatBringsEverythingBack() {
        try (TestDatabase database = database()) {
            String before = dump(database);
            Guard guard = guard(database);
            var failure = catchThrowableOfType(
                    MigrationFailedException.class,
                    () -> guard.beforeMigration(Migrations.of(ADD)).migrate(() -> {
                        run(database, ADD);
                        throw new IllegalStateException("halfway");
                    }));
            assertThat(failure).hasMessageContaining(failure.backup().value());
            guard.restore().backup(failure.backup()).run();
            assertThat(dump(database)).isEqualTo(before);
        }
    }

    @Test
    void rowsThatAreGoneAfterwardsAreReported() {
        try (TestDatabase database = database()) {
            var report = guard(database)
                    .beforeMigration(Migrations.of(ADD))
                    .migrate(() -> database.run("DELETE FROM t WHERE id = 1"));
            assertThat(report.losses()).singleElement().satisfies(loss -> {
                assertThat(loss.before()).isEqualTo(2);
                assertThat(loss.after()).isEqualTo(1);
            });
        }
    }

    @Test
    void whatFlywayHasRunIsNotPending() {
        try (TestDatabase database = database()) {
            database.run(
                    "CREATE TABLE \"flyway_schema_history\" (\"installed_rank\" int PRIMARY KEY, \"version\" varchar(50),"
                            + " \"description\" varchar(200), \"type\" varchar(20), \"script\" varchar(1000),"
                            + " \"checksum\" int, \"success\" boolean)",
                    "INSERT INTO \"flyway_schema_history\" VALUES (1, '2', 'drop', 'SQL', 'V2__drop.sql', 1, true)");
            var report = guard(database).beforeMigration(Migrations.of(DROP)).migrate(runs::incrementAndGet);
            assertThat(report.scripts()).isEmpty();
            assertThat(report.backup()).isEmpty();
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void aScriptThatWentBackToWhatItWasIsPendingAgain() {
        try (TestDatabase database = database()) {
            var a = new MigrationScript("R__v.sql", "DELETE FROM t");
            var b = new MigrationScript("R__v.sql", "SELECT 1");
            database.run(
                    "CREATE TABLE \"flyway_schema_history\" (\"installed_rank\" int PRIMARY KEY, \"version\" varchar(50),"
                            + " \"description\" varchar(200), \"type\" varchar(20), \"script\" varchar(1000),"
                            + " \"checksum\" int, \"success\" boolean)",
                    "INSERT INTO \"flyway_schema_history\" VALUES (2, NULL, 'v', 'SQL', 'R__v.sql', " + checksum(b)
                            + ", true)",
                    "INSERT INTO \"flyway_schema_history\" VALUES (1, NULL, 'v', 'SQL', 'R__v.sql', " + checksum(a)
                            + ", true)",
                    "INSERT INTO \"flyway_schema_history\" VALUES (3, '2', 'd', 'SQL', 'V2__drop.sql', 1, true)",
                    "INSERT INTO \"flyway_schema_history\" VALUES (4, '2', 'd', 'DELETE', 'V2__drop.sql', 1, true)");
            assertThat(Migrations.of(a).pending(database.dataSource())).containsExactly(a);
            assertThat(Migrations.of(b).pending(database.dataSource())).isEmpty();
            assertThat(Migrations.of(DROP).pending(database.dataSource())).containsExactly(DROP);
        }
    }

    private static int checksum(MigrationScript script) {
        var crc = new CRC32();
        crc.update(script.sql().getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    @Test
    void aBurstOfWritesBecomesOneBackupThatHoldsThemAll() throws InterruptedException {
        try (TestDatabase database = database()) {
            try (Guard guard = Guard.protect(database.dataSource())
                    .storeIn(folder)
                    .keys(under().keys())
                    .afterWrite(Duration.ofMillis(300), Duration.ofMinutes(10))
                    .build()) {
                for (int i = 10; i < 30; i++) {
                    database.run("INSERT INTO t VALUES (" + i + ", 'more')");
                    guard.backupAfterWrite();
                }
                assertThat(guard.awaitBackups(Duration.ofMinutes(1))).isTrue();
            }
            assertThat(guard(database).verify().latest().againstDatabase().identical())
                    .isTrue();
            assertThat(guard(database).repository().list().backups())
                    .allMatch(backup -> backup.header().reason() == BackupReason.AFTER_WRITE)
                    .hasSizeLessThan(5);
        }
    }

    @Test
    void closingTheGuardTakesTheBackupThatIsDue() {
        try (TestDatabase database = database()) {
            try (Guard guard = Guard.protect(database.dataSource())
                    .storeIn(folder)
                    .keys(under().keys())
                    .afterWrite(Duration.ofHours(1), Duration.ofHours(1))
                    .build()) {
                guard.backupAfterWrite();
            }
            assertThat(guard(database).verify().latest().againstDatabase().identical())
                    .isTrue();
        }
    }
}
