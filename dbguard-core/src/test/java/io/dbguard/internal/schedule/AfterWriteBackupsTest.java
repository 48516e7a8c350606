package io.dbguard.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AfterWriteBackupsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger taken = new AtomicInteger();

    @Test
    void aBurstBecomesOneBackup() throws InterruptedException {
        try (var backups = new AfterWriteBackups(taken::incrementAndGet, Duration.ofMillis(200), LONG, LIMIT)) {
            for (int i = 0; i < 10_000; i++) {
                backups.written();
            }
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(taken).hasValue(1);
        }
        assertThat(taken).hasValue(1);
    }

    @Test
    void aStreamOfWritesDoesNotPutTheBackupOffForEver() throws InterruptedException {
        var first = new CountDownLatch(1);
        try (var backups = new AfterWriteBackups(first::countDown, LONG, Duration.ofMillis(100), LIMIT)) {
            while (first.getCount() > 0) {
                backups.written();
            }
            assertThat(first.await(0, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingTakesTheBackupThatIsDue() {
        var backups = new AfterWriteBackups(taken::incrementAndGet, LONG, LONG, LIMIT);
        backups.written();
        backups.close();
        assertThat(taken).hasValue(1);
    }

    @Test
    void closingWithoutAWriteTakesNone() {
        new AfterWriteBackups(taken::incrementAndGet, LONG, LONG, LIMIT).close();
        assertThat(taken).hasValue(0);
    }

    @Test
    void aWriteDuringABackupLeadsToAnother() throws InterruptedException {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        AfterWriteBackups.Backup backup = () -> {
            taken.incrementAndGet();
            started.countDown();
            awaitUninterruptibly(goOn);
        };
        try (var backups = new AfterWriteBackups(backup, Duration.ZERO, Duration.ZERO, LIMIT)) {
            backups.written();
            started.await();
            backups.written();
            goOn.countDown();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(taken).hasValue(2);
        }
    }

    @Test
    void aFailureIsTriedAgain() throws InterruptedException {
        AfterWriteBackups.Backup backup = () -> {
            if (taken.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one fails");
            }
        };
        try (var backups = new AfterWriteBackups(backup, Duration.ZERO, Duration.ZERO, LIMIT)) {
            backups.written();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(taken).hasValue(2);
        }
    }

    @Test
    void waitingHasALimit() throws InterruptedException {
        try (var backups = new AfterWriteBackups(taken::incrementAndGet, LONG, LONG, LIMIT)) {
            backups.written();
            assertThat(backups.await(Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void closingBreaksOffWhatTakesTooLongAndTakesNoOther() throws InterruptedException {
        var started = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        var endless = new AfterWriteBackups.Backup() {
            @Override
            public void take() {
                taken.incrementAndGet();
                started.countDown();
                awaitUninterruptibly(cancelled);
                throw new IllegalStateException("broken off");
            }

            @Override
            public void cancel() {
                cancelled.countDown();
            }
        };
        var backups = new AfterWriteBackups(endless, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        backups.written();
        started.await();
        backups.written();
        backups.close();
        assertThat(cancelled.getCount()).isZero();
        assertThat(taken).hasValue(1);
    }

    @Test
    void closingDoesNotWaitForWhatCannotBeBrokenOff() throws InterruptedException {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        AfterWriteBackups.Backup deaf = () -> {
            started.countDown();
            awaitUninterruptibly(goOn);
        };
        var backups = new AfterWriteBackups(deaf, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        backups.written();
        started.await();
        backups.close();
        goOn.countDown();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
