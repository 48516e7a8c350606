package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.report.BackupReport;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that has to wait for a migration does not stand in its way. */
class BackupBesideMigrationTest {
    @TempDir
    Path folder;

    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = PostgresServer.version(17).newDatabase();
        database.run("CREATE TABLE a (id int)", "CREATE TABLE b (id int)", "INSERT INTO b VALUES (1)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private Guard guard(Duration lockWait) {
        return Guard.protect(database.dataSource())
                .storeIn(folder)
                .lockWait(lockWait)
                .build();
    }

    private void untilSomebodyWaits() {
        while (database.query("SELECT 1 FROM pg_locks WHERE NOT granted").isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** It would wait for the backup, which waits for it, and the server would end one of the two. */
    @Test
    void aMigrationGetsTheTablesThatTheBackupHasLockedAlready() throws SQLException {
        try (Guard guard = guard(Duration.ofMinutes(1));
                Connection migration = database.dataSource().getConnection();
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("ALTER TABLE b ADD COLUMN v text DEFAULT 'new'");
            CompletableFuture<BackupReport> backup =
                    CompletableFuture.supplyAsync(() -> guard.backup().run());
            untilSomebodyWaits();
            statement.execute("ALTER TABLE a ADD COLUMN v text");
            migration.commit();
            assertThat(backup.join().rows()).isEqualTo(1);
            assertThat(guard.verify().latest().againstDatabase().identical()).isTrue();
        }
    }

    @Test
    void whoeverHoldsATableForTooLongIsToldAbout() throws SQLException {
        try (Guard guard = guard(Duration.ofMillis(700));
                Connection migration = database.dataSource().getConnection();
                Statement statement = migration.createStatement()) {
            migration.setAutoCommit(false);
            statement.execute("ALTER TABLE b ADD COLUMN v text DEFAULT 'new'");
            assertThatThrownBy(() -> guard.backup().run())
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContainingAll("could not lock the tables", "find out who holds the lock");
            migration.rollback();
            assertThat(guard.backup().run().rows()).isEqualTo(1);
        }
    }
}
