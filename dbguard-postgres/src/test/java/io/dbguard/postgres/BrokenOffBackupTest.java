package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.Guard;
import io.dbguard.api.report.BackupListing;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An application that ends does not wait for a backup of hours. */
@Timeout(60)
class BrokenOffBackupTest {
    private static final String AT_WORK =
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()" + " AND pid <> pg_backend_pid()";

    @TempDir
    Path folder;

    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = PostgresServer.version(17).newDatabase();
        database.run(
                "CREATE TABLE large (id int PRIMARY KEY, v text)",
                "INSERT INTO large SELECT g, md5(g::text) FROM generate_series(1, 200000) g");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private void untilRowsAreRead() {
        while (database.query(AT_WORK + " AND query LIKE 'COPY%'").isEmpty()) {
            Thread.onSpinWait();
        }
    }

    /** At this pace the backup would take an hour. */
    @Test
    void closingBreaksTheConnectionsOffAndLeavesNoHalfBackup() {
        Guard guard = Guard.protect(database.dataSource())
                .storeIn(folder)
                .afterWrite(Duration.ZERO, Duration.ZERO)
                .readAtMost(2000)
                .closeWithin(Duration.ZERO)
                .build();
        guard.backupAfterWrite();
        untilRowsAreRead();
        guard.close();
        while (!database.query(AT_WORK).isEmpty()) {
            Thread.onSpinWait();
        }
        try (Guard next = Guard.protect(database.dataSource()).storeIn(folder).build()) {
            BackupListing listing = next.repository().list();
            assertThat(listing.backups()).isEmpty();
            assertThat(listing.damaged()).isEqualTo(List.of());
            assertThat(next.backup().run().rows()).isEqualTo(200_000);
        }
    }
}
