package io.dbguard.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.Guard;
import io.dbguard.api.BusyException;
import io.dbguard.postgres.testing.PostgresDatabase;
import io.dbguard.postgres.testing.PostgresServer;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Snapshot.Claim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server itself lets one backup of a database run at a time, wherever it is stored. */
class OnlyBackupTest {
    private static final AccessOptions OPTIONS = new AccessOptions(table -> true, Duration.ofSeconds(5));

    @TempDir
    Path folder;

    private final PostgresServer server = PostgresServer.version(16);
    private PostgresDatabase database;

    @BeforeEach
    void createDatabase() {
        database = server.newDatabase();
        database.run("CREATE TABLE t (id int PRIMARY KEY)", "INSERT INTO t VALUES (1), (2)");
    }

    @AfterEach
    void dropDatabase() {
        database.close();
    }

    private Snapshot snapshot(PostgresDatabase of) {
        return new PostgresProvider().openSnapshot(of.dataSource(), OPTIONS);
    }

    @Test
    void theLockIsHeldUntilTheSnapshotEndsAndNoLonger() {
        try (Snapshot one = snapshot(database);
                Snapshot two = snapshot(database)) {
            assertThat(one.claim()).isEqualTo(Claim.TAKEN);
            assertThat(two.claim()).isEqualTo(Claim.BUSY);
            one.close();
            assertThat(two.claim()).isEqualTo(Claim.TAKEN);
        }
    }

    @Test
    void otherDatabasesOfTheServerAreNotAffected() {
        try (PostgresDatabase other = server.newDatabase();
                Snapshot one = snapshot(database);
                Snapshot two = snapshot(other)) {
            assertThat(one.claim()).isEqualTo(Claim.TAKEN);
            assertThat(two.claim()).isEqualTo(Claim.TAKEN);
        }
    }

    @Test
    void aSecondBackupIntoAnotherPlaceWaitsAndThenSaysWhy() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var thread = Executors.newSingleThreadExecutor();
        try (Guard first = Guard.protect(database.dataSource())
                        .storeIn(folder.resolve("first"))
                        .onProgress(progress -> {
                            started.countDown();
                            await(goOn);
                        })
                        .build();
                Guard second = Guard.protect(database.dataSource())
                        .storeIn(folder.resolve("second"))
                        .lockWait(Duration.ofMillis(100))
                        .build()) {
            Future<?> running = thread.submit(() -> first.backup().run());
            started.await();
            assertThatThrownBy(() -> second.backup().run())
                    .isInstanceOf(BusyException.class)
                    .hasMessageContainingAll("Another backup of this database", "nothing was changed", "try again");
            assertThat(second.repository().list().backups()).isEmpty();
            goOn.countDown();
            running.get();
            assertThat(second.backup().run().rows()).isEqualTo(2);
        } finally {
            goOn.countDown();
            thread.shutdown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It waits for its turn without holding anything, and so sees what was committed meanwhile. */
    @Test
    void aSecondBackupThatGetsItsTurnIsDone() throws Exception {
        var thread = Executors.newFixedThreadPool(4);
        try (Guard guard = Guard.protect(database.dataSource())
                .storeIn(folder)
                .lockWait(Duration.ofMinutes(1))
                .build()) {
            var running = IntStream.range(0, 4)
                    .mapToObj(i -> thread.submit(() -> guard.backup().run()))
                    .toList();
            for (Future<?> one : running) {
                one.get();
            }
            assertThat(guard.repository().list().backups()).hasSize(4);
        } finally {
            thread.shutdown();
        }
    }
}
