package io.dbguard.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.BackupRepository;
import io.dbguard.Guard;
import io.dbguard.api.BusyException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Verification;
import io.dbguard.api.retention.Retention;
import io.dbguard.h2.testing.H2Database;
import io.dbguard.h2.testing.RepositoryUser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes work with one repository: they back up, prune, restore, verify, and one of them is killed. */
class SharedRepositoryTest {
    @TempDir
    Path folder;

    private static List<String> finish(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said.lines().toList();
    }

    private static void readUntil(Process process, String text) throws Exception {
        var said = new StringBuilder();
        while (!said.toString().contains(text)) {
            int next = process.getInputStream().read();
            assertThat(next).as("said %s", said).isNotNegative();
            said.append((char) next);
        }
    }

    /** Restores and verifies what there is, unless a prune has just taken it. */
    private int read(H2Database scratch) {
        int read = 0;
        BackupRepository repository = BackupRepository.in(folder);
        for (BackupId id : ids(repository)) {
            try {
                assertThat(repository.verify(id)).isInstanceOf(Verification.Intact.class);
                try (Guard guard = Guard.protect(scratch.dataSource())
                        .storeIn(folder)
                        .lockWait(Duration.ofMinutes(2))
                        .build()) {
                    guard.restore()
                            .backup(id)
                            .fromAnotherDatabase()
                            .withoutSafetyBackup()
                            .run();
                }
                read++;
            } catch (RequestException e) {
                assertThat(e).hasMessageContaining("There is no backup");
            }
        }
        return read;
    }

    private static List<BackupId> ids(BackupRepository repository) {
        assertThat(repository.list().damaged()).isEmpty();
        return repository.list().backups().stream().map(b -> b.header().id()).toList();
    }

    @Test
    void everyBackupThatIsThereIsWholeAtEveryMoment() throws Exception {
        Guard.protect(H2Database.inMemory().dataSource())
                .storeIn(folder)
                .build()
                .backup()
                .run();
        int read = 0;
        Process first = RepositoryUser.start("write", folder, 4);
        Process second = RepositoryUser.start("write", folder, 4);
        Process killed = RepositoryUser.start("write", folder, 1000);
        Process pruner = RepositoryUser.start("prune", folder, 4);
        try (H2Database scratch = H2Database.inMemory()) {
            readUntil(killed, "done");
            killed.destroyForcibly().waitFor();
            while (first.isAlive() || second.isAlive() || pruner.isAlive()) {
                read += read(scratch);
            }
            assertThat(finish(first)).hasSize(4).allMatch(line -> line.startsWith("done"));
            assertThat(finish(second)).hasSize(4).allMatch(line -> line.startsWith("done"));
            System.out.println("read " + read + " backups; the prunes: " + finish(pruner));
            assertThat(read).isPositive();
            // The one that was verified last stays too; after this that is the newest of each database.
            read(scratch);
            var last = BackupRepository.in(folder)
                    .prune(Retention.last(1))
                    .grace(Duration.ZERO)
                    .run();
            assertThat(last.obstacles()).isEmpty();
            assertThat(ids(BackupRepository.in(folder)))
                    .as("one of each database")
                    .hasSize(4);
            assertThat(read(scratch)).isEqualTo(4);
        } finally {
            List.of(first, second, killed, pruner).forEach(Process::destroyForcibly);
        }
    }

    @Test
    void aSecondBackupOfTheSameDatabaseWaitsAndThenSaysWhoIsAtWork() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var thread = Executors.newSingleThreadExecutor();
        try (H2Database shop = H2Database.inMemory();
                H2Database other = H2Database.inMemory()) {
            shop.run("CREATE TABLE T (ID INT)", "INSERT INTO T VALUES (1)");
            Guard slow = Guard.protect(shop.dataSource())
                    .storeIn(folder)
                    .onProgress(progress -> {
                        started.countDown();
                        await(goOn);
                    })
                    .build();
            Guard hasty = Guard.protect(shop.dataSource())
                    .storeIn(folder)
                    .lockWait(Duration.ofMillis(100))
                    .build();
            Future<?> running = thread.submit(() -> slow.backup().run());
            started.await();
            assertThatThrownBy(() -> hasty.backup().run())
                    .isInstanceOf(BusyException.class)
                    .hasMessageContainingAll(
                            "Another backup of this database",
                            "backup by process " + ProcessHandle.current().pid(),
                            "nothing was changed");
            Guard.protect(other.dataSource()).storeIn(folder).build().backup().run();
            goOn.countDown();
            running.get();
            hasty.backup().run();
            assertThat(hasty.repository().list().backups()).hasSize(3);
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

    @Test
    void aGuardKeepsToItsRulesAfterEachBackupAndLeavesOtherDatabasesAlone() {
        try (H2Database shop = H2Database.inMemory();
                H2Database other = H2Database.inMemory()) {
            var others = new ArrayList<BackupId>();
            for (int i = 0; i < 2; i++) {
                others.add(Guard.protect(other.dataSource())
                        .storeIn(folder)
                        .build()
                        .backup()
                        .run()
                        .header()
                        .id());
            }
            Guard guard = Guard.protect(shop.dataSource())
                    .storeIn(folder)
                    .keep(Retention.last(2))
                    .build();
            for (int i = 0; i < 4; i++) {
                BackupId id = guard.backup().run().header().id();
                assertThat(ids(guard.repository()))
                        .contains(id)
                        .containsAll(others)
                        .hasSize(2 + Math.min(2, i + 1));
            }
        }
    }

    @Test
    void aBackupIsDoneThoughOldOnesCannotBeRemoved() throws Exception {
        try (H2Database shop = H2Database.inMemory()) {
            Guard guard = Guard.protect(shop.dataSource())
                    .storeIn(folder)
                    .keep(Retention.last(1))
                    .build();
            guard.backup().run();
            var busy = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            var thread = Executors.newSingleThreadExecutor();
            try (H2Database other = H2Database.inMemory()) {
                other.run("CREATE TABLE T (ID INT)");
                Future<?> running = thread.submit(() -> Guard.protect(other.dataSource())
                        .storeIn(folder)
                        .onProgress(progress -> {
                            busy.countDown();
                            await(goOn);
                        })
                        .build()
                        .backup()
                        .run());
                busy.await();
                guard.backup().run();
                assertThat(ids(guard.repository())).hasSize(2);
                goOn.countDown();
                running.get();
                guard.backup().run();
                assertThat(ids(guard.repository())).hasSize(2);
            } finally {
                goOn.countDown();
                thread.shutdown();
            }
        }
    }
}
