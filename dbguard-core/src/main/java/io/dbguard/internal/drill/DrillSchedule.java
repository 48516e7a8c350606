package io.dbguard.internal.drill;

import io.dbguard.internal.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a drill whenever the last one, by whomever it was held, is some time ago. What fails is tried again later. Has a thread
 * of its own. Thread-safe.
 */
public final class DrillSchedule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DrillSchedule.class);

    /** An application that starts has better things to do. */
    private static final Duration SETTLING = Duration.ofMinutes(5);

    private static final Duration RETRY = Duration.ofHours(1);

    /** So long a drill that was broken off may take to remove its copy. */
    private static final Duration TO_NOTICE = Duration.ofSeconds(5);

    private final Drills drills;
    private final Duration every;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Instant notBefore;
    private boolean closing;
    private boolean ended;

    /** The drills of one database. */
    public interface Drills {
        /** Returns when the last one ended, whoever held it; the distant past if there was none. */
        Instant last();

        /**
         * Holds one, unless somebody else does or there is no backup yet.
         *
         * @param due the last one before this ended at that time; if there was another since, none is held
         * @return whether one was held
         */
        boolean hold(Instant due);

        /** Makes {@link #hold}, on another thread, throw soon. */
        void cancel();
    }

    /**
     * Starts the schedule.
     *
     * @param drills the drills
     * @param every how long after one the next is due
     */
    public DrillSchedule(Drills drills, Duration every) {
        this.drills = drills;
        this.every = every;
        this.notBefore = Instant.now().plus(shorter(every, SETTLING));
        Thread thread = new Thread(this::work, "dbguard-drill");
        thread.setDaemon(true);
        thread.start();
    }

    /** Holds no drill any more, and breaks off one that is under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            drills.cancel();
            long rest = TO_NOTICE.toNanos();
            while (!ended && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            if (!ended) {
                LOG.warn("A drill is still at work in the background");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            while (goesOnAfter(look())) {
                LOG.trace("Looking whether a drill is due");
            }
        } finally {
            end();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Holds a drill if one is due, and returns how long there is nothing to do. */
    private Duration look() {
        try {
            Instant last = drills.last();
            Instant due = last.isAfter(Instant.EPOCH) ? last.plus(every) : Instant.EPOCH;
            Instant next = due.isAfter(notBefore) ? due : notBefore;
            if (!next.isAfter(Instant.now())) {
                next = Instant.now().plus(drills.hold(last) ? every : shorter(every, RETRY));
                notBefore = next;
            }
            return Duration.between(Instant.now(), next);
        } catch (RuntimeException | Error e) {
            complain(e);
            notBefore = Instant.now().plus(shorter(every, RETRY));
            return shorter(every, RETRY);
        }
    }

    private void complain(Throwable thrown) {
        if (isClosing()) {
            LOG.info("A drill was broken off, since the guard is closed");
        } else {
            LOG.error(
                    "A drill could not be held, and will be tried again: {}",
                    Told.atLength(thrown),
                    Told.trace(thrown));
        }
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody else may hold a drill meanwhile, so it looks once an hour at least. */
    private boolean goesOnAfter(Duration rest) {
        lock.lock();
        try {
            long nanos = shorter(rest, RETRY).toNanos();
            while (!closing && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !closing;
        } catch (InterruptedException e) {
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
