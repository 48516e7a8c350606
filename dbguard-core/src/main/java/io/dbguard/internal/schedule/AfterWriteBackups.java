package io.dbguard.internal.schedule;

import io.dbguard.api.BusyException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a backup some time after the application wrote something: when it has been quiet for a while, or at the latest
 * when the oldest write has waited long enough. However many writes there were meanwhile, it is one backup. A backup that
 * fails is tried again, later and later. Thread-safe.
 */
public final class AfterWriteBackups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AfterWriteBackups.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final long NONE = 0;

    /** So long an application that ends leaves another instance alone before it asks again. */
    private static final Duration FOR_OTHERS = Duration.ofMillis(200);

    /** So long a backup that was broken off may take to notice. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(1);

    private final Backup backup;
    private final Timing timing;

    private final AtomicLong oldestWrite = new AtomicLong(NONE);
    private final WrittenTables tables = new WrittenTables();
    private volatile long newestWrite;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Waiters waiters = new Waiters();
    private final Pauses pauses;
    private Outcome outcome = Outcome.NONE;
    private long beingSaved = NONE;
    private long lastStart;
    private boolean started;
    private boolean closing;
    private boolean cancelled;

    /** What is done after a write. */
    @FunctionalInterface
    public interface Backup {
        /**
         * Takes a backup, or throws.
         *
         * @param written some of the tables that were said to be written
         * @return the backup that holds everything now
         */
        BackupId take(List<String> written);

        /** Makes {@link #take}, on another thread, throw soon. */
        default void cancel() {}

        /**
         * Is told that backups have been paused for too long while there are writes that no backup holds.
         *
         * @param duration for how long
         */
        default void pausedFor(Duration duration) {}
    }

    /** A time without backups. */
    @FunctionalInterface
    public interface Pause {
        /** Ends it; a second time does nothing. */
        void end();
    }

    private enum Step {
        BACK_UP,
        COMPLAIN,
        END
    }

    private enum Result {
        DONE,
        BUSY,
        FAILED
    }

    /**
     * Creates the schedule; its thread starts with the first write.
     *
     * @param backup takes a backup
     * @param timing when
     */
    public AfterWriteBackups(Backup backup, Timing timing) {
        this.backup = backup;
        this.timing = timing;
        this.pauses = new Pauses(timing.pauseLimit());
        this.lastStart = clock() - timing.leastGap().toNanos();
    }

    /** Notes that the application wrote something. Does next to nothing, unless it is the first write after a backup. */
    public void written() {
        long now = clock();
        newestWrite = now;
        if (oldestWrite.get() == NONE && oldestWrite.compareAndSet(NONE, now)) {
            wake();
        }
    }

    /**
     * Notes that the application wrote something.
     *
     * @param names tables, for the words of the backup
     */
    public void written(Iterable<String> names) {
        names.forEach(tables::add);
        written();
    }

    /** Notes a write, and returns what completes when a backup holds it and all before it. */
    public CompletableFuture<BackupId> soon() {
        CompletableFuture<BackupId> future;
        lock.lock();
        try {
            future = waiters.add();
        } finally {
            lock.unlock();
        }
        written();
        giveUpIfClosed();
        return future;
    }

    /** Starts no backup until the pause ends; writes are noted meanwhile. Closing the schedule ends all pauses. */
    public Pause pause() {
        var ended = new AtomicBoolean();
        withLock(() -> pauses.open(clock()));
        return () -> {
            if (ended.compareAndSet(false, true)) {
                withLock(pauses::close);
            }
        };
    }

    /** Returns how things are; reads nothing and waits for nothing. */
    public Health health() {
        lock.lock();
        try {
            long oldest = beingSaved == NONE ? oldestWrite.get() : beingSaved;
            Optional<Instant> unsaved = oldest == NONE
                    ? Optional.empty()
                    : Optional.of(Instant.now().minusNanos(clock() - oldest));
            return new Health(
                    outcome.last(),
                    outcome.lastAt(),
                    unsaved,
                    outcome.failures(),
                    outcome.failure(),
                    pauses.any(),
                    Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every write noted so far is in a backup.
     *
     * @param limit how long to wait
     * @return false if it took longer
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean await(Duration limit) throws InterruptedException {
        long rest = limit.toNanos();
        lock.lock();
        try {
            while (beingSaved != NONE || oldestWrite.get() != NONE) {
                if (rest <= 0) {
                    return false;
                }
                rest = changed.awaitNanos(rest);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the backup that is due, if one is, without further delay, and ends the thread; breaks off what takes too long. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            if (!hasEndedWithin(timing.closeWait())) {
                cancelled = true;
                backup.cancel();
                changed.signalAll();
                if (!hasEndedWithin(TO_NOTICE)) {
                    LOG.warn("The backup after the last write is still at work in the background");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever is interrupted does not wait any longer. */
    private boolean hasEndedWithin(Duration limit) {
        long rest = limit.toNanos();
        try {
            while (started && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !started;
    }

    private void withLock(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            if (!started && closing) {
                LOG.warn("The application wrote after the guard was closed; no backup follows");
            } else if (!started) {
                start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The application must not fail because there is no thread for a backup; the next write tries again. */
    private void start() {
        try {
            Thread thread = new Thread(this::work, "dbguard-after-write");
            thread.setDaemon(true);
            thread.start();
            started = true;
        } catch (RuntimeException | OutOfMemoryError e) {
            oldestWrite.set(NONE);
            outcome = outcome.bad(e);
            LOG.error("The thread for backups after writes could not be started; the next write tries again", e);
        }
    }

    private void giveUpIfClosed() {
        lock.lock();
        try {
            if (closing && !started) {
                waiters.giveUp();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        lock.lock();
        try {
            Duration pause = Duration.ZERO;
            while (true) {
                Step step = next(pause);
                if (step == Step.END) {
                    return;
                }
                if (step == Step.COMPLAIN) {
                    complain();
                    continue;
                }
                boolean last = closing;
                Result result = takeBackup();
                pause = after(result, pause);
                if (last && result != Result.BUSY) {
                    return;
                }
                if (closing && result == Result.BUSY) {
                    sleep(FOR_OTHERS.toNanos());
                }
            }
        } finally {
            started = false;
            end();
            changed.signalAll();
            lock.unlock();
        }
    }

    private void end() {
        waiters.giveUp();
        if (oldestWrite.get() != NONE) {
            LOG.error(
                    "The guard was closed, and what was written last is in no backup yet; all earlier ones are whole");
        }
    }

    /** Waits until there is something to do. */
    private Step next(Duration pause) {
        long notBefore = clock() + pause.toNanos();
        while (true) {
            long oldest = oldestWrite.get();
            long now = clock();
            if (closing) {
                return oldest != NONE && !cancelled ? Step.BACK_UP : Step.END;
            }
            if (oldest == NONE) {
                changed.awaitUninterruptibly();
            } else if (pauses.any()) {
                long rest = pauses.untilComplaint(now);
                if (rest <= 0) {
                    return Step.COMPLAIN;
                }
                sleep(rest);
            } else {
                long rest = Timing.later(notBefore, timing.due(oldest, newestWrite, lastStart)) - now;
                if (rest <= 0) {
                    return Step.BACK_UP;
                }
                sleep(rest);
            }
        }
    }

    /** All who call it look again afterwards. */
    @SuppressWarnings("WaitNotInLoop")
    private void sleep(long nanos) {
        try {
            long rest = changed.awaitNanos(nanos);
            LOG.trace("Woke {} ns early", rest);
        } catch (InterruptedException e) {
            LOG.debug("The after-write thread was interrupted and goes on; nobody but close() ends it");
        }
    }

    private void complain() {
        Duration duration = pauses.tooLong(clock());
        lock.unlock();
        try {
            LOG.error("Backups have been paused for {} now, and what was written since is in no backup", duration);
            backup.pausedFor(duration);
        } catch (RuntimeException e) {
            LOG.warn("That backups are paused for long could not be told", e);
        } finally {
            lock.lock();
        }
    }

    private Result takeBackup() {
        lastStart = clock();
        beingSaved = oldestWrite.getAndSet(NONE);
        List<String> names = tables.take();
        List<CompletableFuture<BackupId>> served = waiters.take();
        lock.unlock();
        Outcome after = outcome;
        Result result = Result.FAILED;
        BackupId done = null;
        try {
            done = backup.take(names);
            after = Outcome.good(done);
            result = Result.DONE;
        } catch (BusyException e) {
            result = Result.BUSY;
            LOG.info("A backup after a write has to wait and will be tried again: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            after = outcome.bad(e);
            complainOf(e);
        } finally {
            lock.lock();
            outcome = after;
            if (result != Result.DONE) {
                putBack(names, served);
            }
            beingSaved = NONE;
            changed.signalAll();
            if (done != null) {
                Waiters.tell(served, done); // Who is told so finds health() saying it, too.
            }
        }
        return result;
    }

    private void putBack(List<String> names, List<CompletableFuture<BackupId>> served) {
        long before = beingSaved;
        oldestWrite.accumulateAndGet(before, (now, old) -> now == NONE ? old : Math.min(now, old));
        tables.addAll(names);
        waiters.putBack(served);
    }

    private void complainOf(Throwable thrown) {
        if (isCancelled()) {
            LOG.warn("The backup after the last write was broken off, since it took too long to wait for it");
        } else {
            LOG.error("A backup after a write failed and will be tried again: {}", thrown.getMessage(), thrown);
        }
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    /** Whoever has to wait for another instance comes back soon; what fails is tried later and later. */
    private Duration after(Result result, Duration pause) {
        if (result == Result.DONE) {
            return Duration.ZERO;
        }
        if (result == Result.BUSY || pause.isZero()) {
            return FIRST_PAUSE;
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Never 0, which means that nothing was written. */
    private static long clock() {
        long now = System.nanoTime();
        return now == NONE ? 1 : now;
    }
}
