package io.dbguard.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dbguard.Guard;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.migration.MigrationRefusedException;
import io.dbguard.contract.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Flyway under guard, on a real database. */
abstract class FlywayContract {
    @TempDir
    Path repository;

    @TempDir
    Path scripts;

    private final TestDatabase database;

    FlywayContract(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void removeDatabase() {
        database.close();
    }

    TestDatabase database() {
        return database;
    }

    Guard guard() {
        return Guard.protect(database.dataSource()).storeIn(repository).build();
    }

    FluentConfiguration configuration() {
        return Flyway.configure().dataSource(database.dataSource()).locations("filesystem:" + scripts);
    }

    void write(String name, String text) {
        try {
            Files.writeString(scripts.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void threeThatAdd() {
        write("V1__users.sql", "CREATE TABLE users (id int PRIMARY KEY, email varchar(50));");
        write("V2__ada.sql", "INSERT INTO users VALUES (1, 'ada@example.org');");
        write("V10__orders.sql", "CREATE TABLE orders (id int PRIMARY KEY);");
    }

    long backups() {
        return guard().repository().list().backups().stream()
                .filter(backup -> backup.header().reason() == BackupReason.BEFORE_MIGRATION)
                .count();
    }

    @Test
    void theFirstStartRunsAllAfterABackupAndTheSecondTakesNone() {
        threeThatAdd();
        Flyway flyway = configuration().load();
        var report = guard().beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate);
        assertThat(report.scripts()).containsExactly("V1__users.sql", "V2__ada.sql", "V10__orders.sql");
        assertThat(report.backup()).isPresent();
        assertThat(database.value("SELECT email FROM users")).isEqualTo("ada@example.org");
        var second = guard().beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate);
        assertThat(second.scripts()).isEmpty();
        assertThat(backups()).isEqualTo(1);
    }

    @Test
    void aDangerousMigrationStaysPendingUntilItIsApproved() {
        threeThatAdd();
        Flyway flyway = configuration().load();
        flyway.migrate();
        write("V11__safe.sql", "CREATE TABLE more (id int);");
        write("V12__drop.sql", "ALTER TABLE users DROP COLUMN email;");
        var refusal = catchThrowableOfType(
                MigrationRefusedException.class,
                () -> guard().beforeMigration(FlywayMigrations.of(flyway)).migrate(flyway::migrate));
        assertThat(refusal).hasMessageContaining("V12__drop.sql:1:");
        assertThat(flyway.info().pending()).hasSize(2);
        assertThat(database.value("SELECT email FROM users")).isEqualTo("ada@example.org");
        guard().beforeMigration(FlywayMigrations.of(flyway))
                .approve(refusal.code(), "Ada", "unused")
                .migrate(flyway::migrate);
        assertThat(flyway.info().pending()).isEmpty();
    }
}
