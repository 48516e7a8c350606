package io.dbguard.internal;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps those who read together from reading faster than is wanted. Thread-safe. */
public final class Pace {
    /** As fast as it goes. */
    public static final Pace FREE = new Pace(0);

    /** Shorter than this nobody waits; the debt is kept. */
    private static final long WORTH_A_WAIT = TimeUnit.MILLISECONDS.toNanos(5);

    private final long bytesPerSecond;
    private final LongSupplier clock;
    private final Pause pause;
    private long paidUntil;

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void nanos(long time) throws InterruptedException;
    }

    /**
     * Creates a pace.
     *
     * @param bytesPerSecond how much may be read in a second, 0 for as much as there is
     */
    public Pace(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime, TimeUnit.NANOSECONDS::sleep);
    }

    Pace(long bytesPerSecond, LongSupplier clock, Pause pause) {
        this.bytesPerSecond = bytesPerSecond;
        this.clock = clock;
        this.pause = pause;
        this.paidUntil = clock.getAsLong();
    }

    /** Returns whether there is a limit. */
    public boolean isLimited() {
        return bytesPerSecond > 0;
    }

    /**
     * Waits until as much as was read may have been read. Whoever is interrupted goes on at once, still interrupted.
     *
     * @param bytes how much was read
     */
    public void passed(long bytes) {
        if (!isLimited()) {
            return;
        }
        long rest = debt(bytes);
        if (rest < WORTH_A_WAIT) {
            return;
        }
        try {
            pause.nanos(rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Time in which nothing was read is not saved up. */
    private synchronized long debt(long bytes) {
        long now = clock.getAsLong();
        paidUntil = Math.max(paidUntil, now) + (long) ((double) bytes / bytesPerSecond * 1e9);
        return paidUntil - now;
    }
}
