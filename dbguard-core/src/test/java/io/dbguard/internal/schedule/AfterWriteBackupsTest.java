package io.dbguard.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.BusyException;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AfterWriteBackupsTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AtomicInteger taken = new AtomicInteger();

    private static Timing timing(Duration quiet, Duration maxDelay) {
        return Timing.USUAL.withDelays(quiet, maxDelay).withCloseWait(LIMIT);
    }

    private static AfterWriteBackups backups(Runnable work, Duration quiet, Duration maxDelay) {
        return new AfterWriteBackups(then(work), timing(quiet, maxDelay));
    }

    private static AfterWriteBackups.Backup then(Runnable work) {
        return written -> {
            work.run();
            return new BackupId(String.join("+", written));
        };
    }

    private void count() {
        taken.incrementAndGet();
    }

    @Test
    void aBurstBecomesOneBackup() throws InterruptedException {
        try (var backups = backups(this::count, Duration.ofMillis(200), LONG)) {
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
        try (var backups = backups(first::countDown, LONG, Duration.ofMillis(100))) {
            while (first.getCount() > 0) {
                backups.written();
            }
            assertThat(first.await(0, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingTakesTheBackupThatIsDue() {
        var backups = backups(this::count, LONG, LONG);
        backups.written();
        backups.close();
        assertThat(taken).hasValue(1);
    }

    @Test
    void closingWithoutAWriteTakesNone() {
        backups(this::count, LONG, LONG).close();
        assertThat(taken).hasValue(0);
    }

    @Test
    void aWriteDuringABackupLeadsToAnother() throws InterruptedException {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Runnable backup = () -> {
            taken.incrementAndGet();
            started.countDown();
            awaitUninterruptibly(goOn);
        };
        try (var backups = backups(backup, Duration.ZERO, Duration.ZERO)) {
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
        Runnable backup = () -> {
            if (taken.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one fails");
            }
        };
        try (var backups = backups(backup, Duration.ZERO, Duration.ZERO)) {
            backups.written();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(taken).hasValue(2);
        }
    }

    @Test
    void waitingHasALimit() throws InterruptedException {
        try (var backups = backups(this::count, LONG, LONG)) {
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
            public BackupId take(List<String> written) {
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
        var backups = new AfterWriteBackups(
                endless, timing(Duration.ZERO, Duration.ZERO).withCloseWait(Duration.ZERO));
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
        Runnable deaf = () -> {
            started.countDown();
            awaitUninterruptibly(goOn);
        };
        var backups = new AfterWriteBackups(
                then(deaf), timing(Duration.ZERO, Duration.ZERO).withCloseWait(Duration.ZERO));
        backups.written();
        started.await();
        backups.close();
        goOn.countDown();
    }

    @Test
    void anErrorDoesNotEndTheBackups() throws InterruptedException {
        Runnable backup = () -> {
            if (taken.incrementAndGet() == 1) {
                throw new StackOverflowError("the first one fails badly");
            }
        };
        try (var backups = backups(backup, Duration.ZERO, Duration.ZERO)) {
            backups.written();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(taken).hasValue(2);
        }
    }

    /** Nothing can be said about it without another failure, as when memory is short. */
    private static final class Unspeakable extends DbGuardException {
        private static final long serialVersionUID = 1L;
        private final AtomicInteger times;

        Unspeakable(int times) {
            super("The memory is used up", "nothing was changed", "try again");
            this.times = new AtomicInteger(times);
        }

        @Override
        public String getMessage() {
            if (times.getAndDecrement() > 0) {
                throw new OutOfMemoryError("once more");
            }
            return super.getMessage();
        }
    }

    @Test
    void anErrorThatFollowsAFailureDoesNotEndTheBackups() throws Exception {
        Runnable backup = () -> {
            if (taken.incrementAndGet() == 1) {
                throw new Unspeakable(1);
            }
        };
        try (var backups = backups(backup, Duration.ZERO, Duration.ZERO)) {
            assertThat(backups.soon().get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isNotNull();
            assertThat(taken).hasValue(2);
        }
    }

    @Test
    void anErrorOfWhoeverIsToldOfAPauseDoesNotEndTheBackups() throws InterruptedException {
        var complaints = new CountDownLatch(2);
        var broken = new AfterWriteBackups.Backup() {
            @Override
            public BackupId take(List<String> written) {
                return new BackupId("x");
            }

            @Override
            public void pausedFor(Duration duration) {
                complaints.countDown();
                throw new NoClassDefFoundError("of a listener");
            }
        };
        Timing timing = timing(Duration.ZERO, Duration.ZERO).withPauseLimit(Duration.ofMillis(1));
        try (var backups = new AfterWriteBackups(broken, timing)) {
            AfterWriteBackups.Pause pause = backups.pause();
            backups.written();
            assertThat(complaints.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            pause.end();
            assertThat(backups.await(LIMIT)).isTrue();
        }
    }

    @Test
    void theNextWriteWakesAThreadThatIsGone() throws Exception {
        Runnable backup = () -> {
            if (taken.incrementAndGet() == 1) {
                throw new Worst();
            }
        };
        var threads = new ArrayList<Thread>();
        try (var backups = new AfterWriteBackups(then(backup), timing(Duration.ZERO, Duration.ZERO), work -> {
            threads.add(new Thread(work));
            return threads.get(threads.size() - 1);
        })) {
            CompletableFuture<BackupId> waiting = backups.soon();
            threads.get(0).join();
            assertThat(backups.await(Duration.ZERO)).isFalse();
            assertThat(backups.health().failuresInARow()).isPositive();
            backups.written();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(waiting.get()).isNotNull();
            assertThat(taken).hasValue(2);
        }
    }

    /** Whoever asks what it says gets it thrown. */
    private static final class Worst extends DbGuardException {
        private static final long serialVersionUID = 1L;

        Worst() {
            super("The memory is used up", "nothing was changed", "try again");
        }

        @Override
        public String getMessage() {
            throw this;
        }
    }

    /** The first threads cannot be had. */
    private AfterWriteBackups withoutThreads(int count) {
        var refused = new AtomicInteger(count);
        return new AfterWriteBackups(then(this::count), timing(Duration.ZERO, Duration.ZERO), work -> {
            if (refused.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return new Thread(work);
        });
    }

    @Test
    void whatHasNoThreadIsNotSavedUntilTheNextWriteGetsOne() throws InterruptedException {
        try (var backups = withoutThreads(1)) {
            backups.written();
            assertThat(backups.await(Duration.ZERO)).isFalse();
            assertThat(backups.health().failuresInARow()).isOne();
            assertThat(backups.health().oldestUnsavedWrite()).isPresent();
            backups.written();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(taken).hasValue(1);
        }
    }

    @Test
    void closingTriesToSaveWhatHadNoThread() {
        var backups = withoutThreads(1);
        backups.written();
        backups.close();
        assertThat(taken).hasValue(1);
        assertThat(backups.health().oldestUnsavedWrite()).isEmpty();
    }

    @Test
    void closingWithoutAThreadTellsThoseWhoWait() {
        var backups = withoutThreads(10);
        CompletableFuture<BackupId> waiting = backups.soon();
        backups.close();
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(DbGuardException.class);
        assertThat(backups.health().oldestUnsavedWrite()).isPresent();
    }

    @Test
    void writingAfterTheEndDoesNothing() {
        var backups = backups(this::count, LONG, LONG);
        backups.close();
        backups.written();
        backups.written(List.of("waitlist"));
        assertThat(taken).hasValue(0);
        assertThat(backups.health().oldestUnsavedWrite()).isPresent();
    }

    @Test
    void theBackupIsToldWhatWasWritten() throws Exception {
        try (var backups = backups(this::count, Duration.ofMillis(100), LONG)) {
            backups.written(List.of("waitlist", "users"));
            backups.written(java.util.Arrays.asList("waitlist", null, "x".repeat(1000)));
            assertThat(backups.soon().get()).isEqualTo(new BackupId("users+waitlist"));
            assertThat(backups.soon().get()).isEqualTo(new BackupId(""));
        }
    }

    @Test
    void thousandsOfNamesAreNotKept() throws Exception {
        try (var backups = backups(this::count, Duration.ofMillis(100), LONG)) {
            for (int i = 0; i < 10_000; i++) {
                backups.written(List.of("t" + i));
            }
            assertThat(backups.soon().get().value().split("\\+")).hasSizeLessThanOrEqualTo(50);
        }
    }

    @Test
    void whoeverCancelsDoesNotCancelForOthers() throws Exception {
        try (var backups = backups(this::count, Duration.ofMillis(100), LONG)) {
            CompletableFuture<BackupId> one = backups.soon();
            CompletableFuture<BackupId> other = backups.soon();
            assertThat(one.cancel(true)).isTrue();
            assertThat(other.get()).isNotNull();
            assertThat(taken).hasValue(1);
        }
    }

    @Test
    void whoeverWaitsGetsTheBackupThatBeganAfterwards() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Runnable backup = () -> {
            taken.incrementAndGet();
            started.countDown();
            awaitUninterruptibly(goOn);
        };
        try (var backups = backups(backup, Duration.ZERO, Duration.ZERO)) {
            backups.written();
            started.await();
            CompletableFuture<BackupId> late = backups.soon();
            assertThat(late).isNotDone();
            goOn.countDown();
            late.get();
            assertThat(taken).hasValue(2);
        }
    }

    @Test
    void aFailureDoesNotDisappointWhoeverWaits() throws Exception {
        Runnable backup = () -> {
            if (taken.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one fails");
            }
        };
        try (var backups = backups(backup, Duration.ZERO, Duration.ZERO)) {
            assertThat(backups.soon().get()).isNotNull();
            assertThat(taken).hasValue(2);
        }
    }

    @Test
    void closingTellsThoseForWhomThereIsNoBackup() {
        Runnable backup = () -> {
            throw new IllegalStateException("it always fails");
        };
        var backups = backups(backup, LONG, LONG);
        CompletableFuture<BackupId> waiting = backups.soon();
        backups.close();
        assertThatThrownBy(waiting::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DbGuardException.class);
        assertThatThrownBy(() -> backups.soon().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DbGuardException.class);
    }

    @Test
    void closingCompletesThoseWhoWait() throws Exception {
        var backups = backups(this::count, LONG, LONG);
        CompletableFuture<BackupId> waiting = backups.soon();
        backups.close();
        assertThat(waiting.get()).isNotNull();
    }

    @Test
    void closingComesAgainWhenAnotherInstanceIsAtWork() {
        Runnable backup = () -> {
            if (taken.incrementAndGet() < 3) {
                throw new BusyException("another backup is under way", "nothing was changed", "try again");
            }
        };
        var backups = backups(backup, LONG, LONG);
        backups.written();
        backups.close();
        assertThat(taken).hasValue(3);
        assertThat(backups.health().oldestUnsavedWrite()).isEmpty();
    }

    @Test
    void nothingIsTakenDuringAPauseAndWhatWaitedIsTakenAfterwards() throws Exception {
        try (var backups = backups(this::count, Duration.ZERO, Duration.ZERO)) {
            AfterWriteBackups.Pause outer = backups.pause();
            AfterWriteBackups.Pause inner = backups.pause();
            backups.written();
            assertThat(backups.health().paused()).isTrue();
            inner.end();
            inner.end();
            assertThat(backups.await(Duration.ofMillis(50))).isFalse();
            assertThat(taken).hasValue(0);
            outer.end();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(taken).hasValue(1);
            assertThat(backups.health().paused()).isFalse();
        }
    }

    @Test
    void closingEndsAPause() {
        var backups = backups(this::count, LONG, LONG);
        backups.pause();
        backups.written();
        backups.close();
        assertThat(taken).hasValue(1);
    }

    @Test
    void aLongPauseIsComplainedOfAgainAndAgain() throws InterruptedException {
        var complaints = new CountDownLatch(3);
        var complaining = new AfterWriteBackups.Backup() {
            @Override
            public BackupId take(List<String> written) {
                return new BackupId("x");
            }

            @Override
            public void pausedFor(Duration duration) {
                complaints.countDown();
            }
        };
        Timing timing = timing(Duration.ZERO, Duration.ZERO).withPauseLimit(Duration.ofMillis(1));
        try (var backups = new AfterWriteBackups(complaining, timing)) {
            AfterWriteBackups.Pause pause = backups.pause();
            backups.written();
            complaints.await();
            pause.end();
            assertThat(backups.await(LIMIT)).isTrue();
        }
    }

    @Test
    void healthTellsWhatWasSavedAndWhatWasNot() throws Exception {
        Instant before = Instant.now();
        Runnable backup = () -> {
            if (taken.incrementAndGet() == 2) {
                throw new DbGuardException("The disk is full", "nothing was changed", "make room");
            }
        };
        try (var backups = backups(backup, Duration.ZERO, Duration.ZERO)) {
            assertThat(backups.health().lastBackup()).isEmpty();
            backups.soon().get();
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(backups.health().lastBackup()).contains(new BackupId(""));
            assertThat(backups.health().lastBackupAt().orElseThrow()).isAfterOrEqualTo(before);
            assertThat(backups.health().oldestUnsavedWrite()).isEmpty();
            backups.written();
            Health sick = backups.health();
            while (sick.failuresInARow() == 0) {
                sick = backups.health();
            }
            assertThat(sick.lastFailure().orElseThrow()).startsWith("The disk is full");
            assertThat(sick.oldestUnsavedWrite().orElseThrow()).isAfterOrEqualTo(before);
            assertThat(backups.await(LIMIT)).isTrue();
            assertThat(backups.health().failuresInARow()).isZero();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
