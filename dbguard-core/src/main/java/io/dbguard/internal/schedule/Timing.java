package io.dbguard.internal.schedule;

import java.time.Duration;

/**
 * When backups are taken after writes.
 *
 * @param quiet how long there must have been no write
 * @param maxDelay how long a write waits at the most
 * @param leastGap how long it must be from the start of one to the start of the next
 * @param pauseLimit how long a pause may be before it is complained of
 * @param closeWait how long a backup may still take when the guard is closed
 */
public record Timing(Duration quiet, Duration maxDelay, Duration leastGap, Duration pauseLimit, Duration closeWait) {
    private static final Duration LONGEST = Duration.ofDays(3650);

    /** What is usual. */
    public static final Timing USUAL = new Timing(
            Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ZERO, Duration.ofHours(1), Duration.ofSeconds(20));

    /** Cuts what would overflow. */
    public Timing {
        quiet = atMost(quiet);
        maxDelay = atMost(maxDelay);
        leastGap = atMost(leastGap);
        pauseLimit = atMost(pauseLimit);
        closeWait = atMost(closeWait);
    }

    private static Duration atMost(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST : duration;
    }

    /** Returns the same with other delays. */
    public Timing withDelays(Duration quietTime, Duration longest) {
        return new Timing(quietTime, longest, leastGap, pauseLimit, closeWait);
    }

    /** Returns the same with another least time between two. */
    public Timing withLeastGap(Duration gap) {
        return new Timing(quiet, maxDelay, gap, pauseLimit, closeWait);
    }

    /** Returns the same with another limit for pauses. */
    public Timing withPauseLimit(Duration limit) {
        return new Timing(quiet, maxDelay, leastGap, limit, closeWait);
    }

    /** Returns the same with another time to wait at the end. */
    public Timing withCloseWait(Duration limit) {
        return new Timing(quiet, maxDelay, leastGap, pauseLimit, limit);
    }

    /** Returns whether the least time between two keeps each write from waiting for too long. */
    public boolean keepsMaxDelay() {
        return leastGap.compareTo(maxDelay) <= 0;
    }

    /**
     * Returns when a backup is due. All are readings of one clock, in nanoseconds.
     *
     * @param oldest when the oldest write was that is in no backup
     * @param newest when the newest was
     * @param lastStart when the last backup began
     */
    long due(long oldest, long newest, long lastStart) {
        long wanted = later(newest + quiet.toNanos(), lastStart + leastGap.toNanos());
        long latest = oldest + maxDelay.toNanos();
        return later(wanted, latest) == wanted ? latest : wanted;
    }

    /** Readings of the clock may run over; only their difference means something. */
    static long later(long a, long b) {
        return a - b > 0 ? a : b;
    }
}
