package io.dbguard.provider;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits between attempts, longer and longer, each time for a random time, so that two who back off from each other do
 * not meet again.
 */
public final class Patience {
    private static final long FIRST_MILLIS = 50;
    private static final long LONGEST_MILLIS = 2_000;

    private final long end;
    private long pause = FIRST_MILLIS;

    /**
     * Begins to wait.
     *
     * @param limit how long in all
     */
    public Patience(Duration limit) {
        this.end = System.nanoTime() + limit.toNanos();
    }

    /** Returns how much time is left, not negative. */
    public Duration rest() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Waits a while; returns false instead if the time is over, or the thread is interrupted. */
    public boolean pause() {
        long rest = rest().toMillis();
        if (rest <= 0) {
            return false;
        }
        long millis = Math.min(rest, ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
        pause = Math.min(LONGEST_MILLIS, pause * 2);
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
