package io.dbguard.internal.schedule;

import io.dbguard.api.BusyException;
import java.time.Duration;
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

    /** So long a backup that was broken off may take to notice. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(1);

    private final Backup backup;
    private final Duration quiet;
    private final Duration maxDelay;
    private final Duration closeWait;

    private final AtomicLong oldestWrite = new AtomicLong(NONE);
    private volatile long newestWrite;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean started;
    private boolean working;
    private boolean closing;
    private boolean cancelled;

    /** What is done after a write. */
    @FunctionalInterface
    public interface Backup {
        /** Takes a backup, or throws. */
        void take();

        /** Makes {@link #take}, on another thread, throw soon. */
        default void cancel() {}
    }

    /**
     * Creates the schedule; its thread starts with the first write.
     *
     * @param backup takes a backup
     * @param quiet how long there must have been no write
     * @param maxDelay how long a write waits at the most
     * @param closeWait how long a backup may still take when this is closed
     */
    public AfterWriteBackups(Backup backup, Duration quiet, Duration maxDelay, Duration closeWait) {
        this.closeWait = closeWait;
        this.backup = backup;
        this.quiet = quiet;
        this.maxDelay = maxDelay;
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
            while (working || oldestWrite.get() != NONE) {
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
            if (!hasEndedWithin(closeWait)) {
                cancelled = true;
                backup.cancel();
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

    private void wake() {
        lock.lock();
        try {
            if (!started && !closing) {
                started = true;
                Thread thread = new Thread(this::work, "dbguard-after-write");
                thread.setDaemon(true);
                thread.start();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        lock.lock();
        try {
            Duration pause = Duration.ZERO;
            while (waitUntilDue(pause)) {
                boolean last = closing;
                pause = takeBackup() ? Duration.ZERO : next(pause);
                if (last) {
                    return;
                }
            }
        } finally {
            started = false;
            changed.signalAll();
            lock.unlock();
        }
    }

    /** Returns whether a backup is to be taken; otherwise the thread is to end. */
    private boolean waitUntilDue(Duration pause) {
        long notBefore = clock() + pause.toNanos();
        while (true) {
            long oldest = oldestWrite.get();
            if (closing) {
                return oldest != NONE && !cancelled;
            }
            if (oldest == NONE) {
                changed.awaitUninterruptibly();
                continue;
            }
            long due = Math.max(notBefore, Math.min(newestWrite + quiet.toNanos(), oldest + maxDelay.toNanos()));
            long rest = due - clock();
            if (rest <= 0) {
                return true;
            }
            try {
                rest = changed.awaitNanos(rest);
            } catch (InterruptedException e) {
                // Nobody but close() ends this thread.
                LOG.debug("The after-write thread was interrupted and goes on, {} ns early", rest);
            }
        }
    }

    private boolean takeBackup() {
        long oldest = oldestWrite.getAndSet(NONE);
        working = true;
        lock.unlock();
        boolean done = false;
        try {
            backup.take();
            done = true;
        } catch (BusyException e) {
            LOG.info("A backup after a write has to wait and will be tried again: {}", e.getMessage());
        } catch (RuntimeException e) {
            if (isCancelled()) {
                LOG.warn(
                        "The backup after the last write was broken off, since it took too long to wait for it; what was"
                                + " written last is in no backup yet, and all earlier ones are whole");
            } else {
                LOG.error("A backup after a write failed and will be tried again: {}", e.getMessage(), e);
            }
        } finally {
            lock.lock();
            working = false;
            if (!done && !closing) {
                oldestWrite.accumulateAndGet(oldest, (now, before) -> now == NONE ? before : Math.min(now, before));
            }
            changed.signalAll();
        }
        return done;
    }

    private boolean isCancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    private static Duration next(Duration pause) {
        Duration doubled = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Never 0, which means that nothing was written. */
    private static long clock() {
        long now = System.nanoTime();
        return now == NONE ? 1 : now;
    }
}
