package io.dbguard.internal.schedule;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lock, and the news that something has changed under it. Thread-safe. */
final class Monitor {
    private static final Logger LOG = LoggerFactory.getLogger(Monitor.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Changes something, and lets all who wait look again. */
    void with(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    <T> T get(Supplier<T> value) {
        lock.lock();
        try {
            return value.get();
        } finally {
            lock.unlock();
        }
    }

    /** For those who hold it: lets go meanwhile, since others, such as the log, may have locks of their own. */
    void without(Runnable work) {
        lock.unlock();
        try {
            work.run();
        } finally {
            lock.lock();
        }
    }

    /** For those who hold it: lets all who wait look again. */
    void signal() {
        changed.signalAll();
    }

    /** Waits until something is so; returns whether it is. */
    boolean await(BooleanSupplier so, Duration limit) throws InterruptedException {
        long rest = limit.toNanos();
        lock.lock();
        try {
            while (!so.getAsBoolean() && rest > 0) {
                rest = changed.awaitNanos(rest);
            }
            return so.getAsBoolean();
        } finally {
            lock.unlock();
        }
    }

    /** For those who hold it: waits for a change. */
    @SuppressWarnings("WaitNotInLoop")
    void sleep() {
        changed.awaitUninterruptibly();
    }

    /** For those who hold it: waits for a change, or for so long. */
    @SuppressWarnings("WaitNotInLoop")
    void sleep(long nanos) {
        try {
            long rest = changed.awaitNanos(nanos);
            LOG.trace("Woke {} ns early", rest);
        } catch (InterruptedException e) {
            LOG.debug("The after-write thread was interrupted and goes on; nobody but close() ends it");
        }
    }
}
