package io.dbguard.internal.schedule;

import io.dbguard.api.BusyException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Health;
import io.dbguard.internal.schedule.Retry.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
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

    /** So long an application that ends leaves another instance alone before it asks again. */
    private static final Duration FOR_OTHERS = Duration.ofMillis(200);

    /** So long a backup that was broken off may take to notice. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(1);

    private final Backup backup;
    private final Timing timing;

    private final Unsaved unsaved = new Unsaved();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Pauses pauses;
    private Outcome outcome = Outcome.NONE;
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
        this.lastStart = Unsaved.clock() - timing.leastGap().toNanos();
    }

    /** Notes that the application wrote something. Does next to nothing, unless it is the first write after a backup. */
    public void written() {
        if (unsaved.note()) {
            wake();
        }
    }

    /**
     * Notes that the application wrote something.
     *
     * @param names tables, for the words of the backup
     */
    public void written(Iterable<String> names) {
        unsaved.name(names);
        written();
    }

    /** Notes a write, and returns what completes when a backup holds it and all before it. */
    public CompletableFuture<BackupId> soon() {
        CompletableFuture<BackupId> future;
        lock.lock();
        try {
            future = unsaved.promise();
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
        withLock(() -> pauses.open(Unsaved.clock()));
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
            Optional<Instant> oldest = unsaved.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Instant.now().minusNanos(Unsaved.clock() - unsaved.since()));
            return new Health(
                    outcome.last(),
                    outcome.lastAt(),
                    oldest,
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
            while (!unsaved.isEmpty()) {
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
            unsaved.forget();
            outcome = outcome.bad(e);
            LOG.error("The thread for backups after writes could not be started; the next write tries again", e);
        }
    }

    private void giveUpIfClosed() {
        lock.lock();
        try {
            if (closing && !started) {
                unsaved.giveUp();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        lock.lock();
        try {
            var retry = new Retry();
            while (true) {
                Step step = next(retry.pause());
                if (step == Step.END) {
                    return;
                }
                if (step == Step.COMPLAIN) {
                    complain();
                    continue;
                }
                boolean last = closing;
                Result result = takeBackup();
                retry.after(result);
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
        unsaved.giveUp();
        if (unsaved.waiting() != Unsaved.NONE) {
            LOG.error(
                    "The guard was closed, and what was written last is in no backup yet; all earlier ones are whole");
        }
    }

    /** Waits until there is something to do. */
    private Step next(Duration pause) {
        long notBefore = Unsaved.clock() + pause.toNanos();
        while (true) {
            long oldest = unsaved.waiting();
            long now = Unsaved.clock();
            if (closing) {
                return oldest != Unsaved.NONE && !cancelled ? Step.BACK_UP : Step.END;
            }
            if (oldest == Unsaved.NONE) {
                changed.awaitUninterruptibly();
            } else if (pauses.any()) {
                long rest = pauses.untilComplaint(now);
                if (rest <= 0) {
                    return Step.COMPLAIN;
                }
                sleep(rest);
            } else {
                long rest = Timing.later(notBefore, timing.due(oldest, unsaved.newest(), lastStart)) - now;
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
        Duration duration = pauses.tooLong(Unsaved.clock());
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
        lastStart = Unsaved.clock();
        Unsaved.Batch batch = unsaved.take();
        lock.unlock();
        Outcome after = outcome;
        Result result = Result.FAILED;
        BackupId done = null;
        try {
            done = backup.take(batch.tables());
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
            if (result == Result.DONE) {
                unsaved.saved();
            } else {
                unsaved.putBack(batch);
            }
            changed.signalAll();
            if (done != null) {
                batch.tell(done); // Who is told so finds health() saying it, too.
            }
        }
        return result;
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
}
