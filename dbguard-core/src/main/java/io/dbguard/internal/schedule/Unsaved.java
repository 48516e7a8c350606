package io.dbguard.internal.schedule;

import io.dbguard.api.manifest.BackupId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was written and is in no backup yet: since when, in which tables, and who waits for it. Writes are noted by any
 * thread; all else is done under the lock of the schedule.
 */
final class Unsaved {
    static final long NONE = 0;

    private final AtomicLong oldest = new AtomicLong(NONE);
    private final WrittenTables tables = new WrittenTables();
    private final Waiters waiters = new Waiters();
    private volatile long newest;
    private volatile boolean unattended;
    private long beingSaved = NONE;

    /** What one backup is to save. */
    record Batch(long since, List<String> tables, List<CompletableFuture<BackupId>> waiters) {
        void tell(BackupId backup) {
            Waiters.tell(waiters, backup);
        }
    }

    /** The time by which writes are noted: never 0, which means that nothing was written. */
    static long clock() {
        long now = System.nanoTime();
        return now == NONE ? 1 : now;
    }

    /** Notes a write; returns whether somebody has to be woken: it is the first one, or nobody attends to those before. */
    boolean note() {
        long now = clock();
        newest = now;
        return (oldest.get() == NONE && oldest.compareAndSet(NONE, now)) || unattended;
    }

    void name(Iterable<String> names) {
        names.forEach(tables::add);
    }

    /** Returns what completes with the backup that holds all that was written before. */
    CompletableFuture<BackupId> promise() {
        return waiters.add();
    }

    /** Returns the time of the oldest write that no backup is at work on, {@link #NONE} if there is none. */
    long waiting() {
        return oldest.get();
    }

    long newest() {
        return newest;
    }

    /** Returns the time of the oldest write that no backup holds, {@link #NONE} if there is none. */
    long since() {
        return beingSaved == NONE ? oldest.get() : beingSaved;
    }

    boolean isEmpty() {
        return since() == NONE;
    }

    /** Takes all of it, for a backup that begins now. */
    Batch take() {
        beingSaved = oldest.getAndSet(NONE);
        return new Batch(beingSaved, tables.take(), waiters.take());
    }

    void saved() {
        beingSaved = NONE;
    }

    /** Puts back what a backup did not save. */
    void putBack(Batch batch) {
        oldest.accumulateAndGet(batch.since(), (now, old) -> now == NONE ? old : Math.min(now, old));
        waiters.putBack(batch.waiters());
        tables.addAll(batch.tables());
        beingSaved = NONE;
    }

    /** Puts back what is being saved, if anything is, when nothing more is known of that backup. */
    void putBack() {
        if (beingSaved != NONE) {
            putBack(new Batch(beingSaved, List.of(), List.of()));
        }
    }

    /** Says whether there is a thread that looks for what is noted; if not, the next write wakes one. */
    void attended(boolean is) {
        unattended = !is;
    }

    /** Tells those who wait that there will be no backup. */
    void giveUp() {
        waiters.giveUp();
    }
}
