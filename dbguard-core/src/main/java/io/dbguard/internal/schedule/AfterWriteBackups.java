package io.dbguard.internal.schedule;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Health;
import io.dbguard.internal.schedule.Retry.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final ThreadFactory threads;

    private final Unsaved unsaved = new Unsaved();

    private final Monitor monitor = new Monitor();
    private final Pauses pauses;
    private Outcome outcome = Outcome.NONE;
    private long lastStart;
    private boolean started;
    private boolean last;
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
        this(backup, timing, AfterWriteBackups::thread);
    }

    AfterWriteBackups(Backup backup, Timing timing, ThreadFactory threads) {
        this.backup = backup;
        this.timing = timing;
        this.threads = threads;
        this.pauses = new Pauses(timing.pauseLimit());
        this.lastStart = Unsaved.clock() - timing.leastGap().toNanos();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "dbguard-after-write");
        thread.setDaemon(true);
        return thread;
    }

    /** Notes that the application wrote something. Does next to nothing, unless it is the first write after a backup. */
    public void written() {
        if (unsaved.note()) {
            monitor.with(this::wake);
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
        CompletableFuture<BackupId> future = monitor.get(unsaved::promise);
        written();
        monitor.with(this::giveUpIfClosed);
        return future;
    }

    /** Starts no backup until the pause ends; writes are noted meanwhile. Closing the schedule ends all pauses. */
    public Pause pause() {
        var ended = new AtomicBoolean();
        monitor.with(() -> pauses.open(Unsaved.clock()));
        return () -> {
            if (ended.compareAndSet(false, true)) {
                monitor.with(pauses::close);
            }
        };
    }

    /** Returns how things are; reads nothing and waits for nothing. */
    public Health health() {
        return monitor.get(() -> {
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
        });
    }

    /**
     * Waits until every write noted so far is in a backup.
     *
     * @param limit how long to wait
     * @return false if it took longer
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean await(Duration limit) throws InterruptedException {
        return monitor.await(unsaved::isEmpty, limit);
    }

    /** Takes the backup that is due, if one is, without further delay, and ends the thread; breaks off what takes too long. */
    @Override
    public void close() {
        monitor.with(() -> {
            if (!started && !closing && unsaved.waiting() != Unsaved.NONE) {
                start();
            }
            closing = true;
        });
        try {
            if (!hasEndedWithin(timing.closeWait())) {
                breakOff();
            }
        } finally {
            monitor.with(this::giveUpIfClosed);
        }
    }

    private void breakOff() {
        monitor.with(() -> {
            cancelled = true;
            backup.cancel();
        });
        if (!hasEndedWithin(TO_NOTICE)) {
            Complaints.stillAtWork();
        }
    }

    /** Whoever is interrupted does not wait any longer. */
    private boolean hasEndedWithin(Duration limit) {
        try {
            return monitor.await(() -> !started, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return monitor.get(() -> !started);
        }
    }

    private void wake() {
        if (!started && closing && !unsaved.isEmpty()) {
            Complaints.writtenAfterTheEnd();
        } else if (!started && !closing) {
            start();
        }
    }

    /** The application must not fail because there is no thread for a backup; the next write tries again. */
    private void start() {
        try {
            threads.newThread(() -> monitor.with(this::work)).start();
            started = true;
            unsaved.attended(true);
        } catch (RuntimeException | Error e) {
            unsaved.attended(false);
            outcome = outcome.bad(e);
            Complaints.notStarted(e);
        }
    }

    /** No write after the end wakes anybody. */
    private void giveUpIfClosed() {
        if (closing && !started) {
            unsaved.giveUp();
            unsaved.attended(true);
        }
    }

    private void work() {
        try {
            var retry = new Retry();
            while (survives(retry)) {
                LOG.trace("Looking for writes");
            }
        } finally {
            started = false;
            if (closing) {
                end();
            } else {
                unsaved.attended(false);
            }
        }
    }

    /** Takes one step, and returns whether there is another. Whatever is thrown is a failure, and not the end. */
    private boolean survives(Retry retry) {
        last = closing;
        try {
            return step(retry);
        } catch (Throwable e) {
            unsaved.putBack();
            retry.after(Result.FAILED);
            outcome = outcome.bad(e);
            monitor.without(() -> complainOf(e));
            return !last;
        }
    }

    private boolean step(Retry retry) {
        Step step = next(retry.pause());
        if (step == Step.COMPLAIN) {
            Duration duration = pauses.tooLong(Unsaved.clock());
            monitor.without(() -> complain(duration));
        }
        return step == Step.COMPLAIN || (step == Step.BACK_UP && backsUp(retry));
    }

    /** Returns whether there is more to do than that. */
    private boolean backsUp(Retry retry) {
        last = closing;
        Result result = takeBackup();
        retry.after(result);
        if (closing && result == Result.BUSY) {
            monitor.sleep(FOR_OTHERS.toNanos());
        }
        return !last || result == Result.BUSY;
    }

    private void end() {
        unsaved.giveUp();
        if (unsaved.waiting() != Unsaved.NONE) {
            Complaints.unsavedAtTheEnd();
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
                monitor.sleep();
            } else if (pauses.any()) {
                long rest = pauses.untilComplaint(now);
                if (rest <= 0) {
                    return Step.COMPLAIN;
                }
                monitor.sleep(rest);
            } else {
                long rest = Timing.later(notBefore, timing.due(oldest, unsaved.newest(), lastStart)) - now;
                if (rest <= 0) {
                    return Step.BACK_UP;
                }
                monitor.sleep(rest);
            }
        }
    }

    private void complain(Duration duration) {
        try {
            Complaints.pausedFor(duration);
            backup.pausedFor(duration);
        } catch (RuntimeException e) {
            Complaints.notTold(e);
        }
    }

    private Result takeBackup() {
        lastStart = Unsaved.clock();
        Unsaved.Batch batch = unsaved.take();
        var attempt = new Attempt(backup, batch.tables());
        try {
            monitor.without(attempt::run);
        } finally {
            if (attempt.result() == Result.DONE) {
                unsaved.saved();
            } else {
                unsaved.putBack(batch);
            }
            outcome = attempt.after(outcome);
            monitor.signal();
            attempt.done().ifPresent(batch::tell); // Who is told so finds health() saying it, too.
        }
        attempt.failure().ifPresent(e -> monitor.without(() -> complainOf(e)));
        return attempt.result();
    }

    private void complainOf(Throwable thrown) {
        if (monitor.get(() -> cancelled)) {
            Complaints.brokenOff();
        } else {
            Complaints.failed(thrown);
        }
    }
}
