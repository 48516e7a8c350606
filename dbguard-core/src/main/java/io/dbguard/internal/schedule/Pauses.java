package io.dbguard.internal.schedule;

import java.time.Duration;

/** Who wants no backup for now, and since when. Not thread-safe. */
final class Pauses {
    private final Duration limit;
    private int open;
    private long since;
    private long complained;

    Pauses(Duration limit) {
        this.limit = limit;
    }

    void open(long now) {
        if (open++ == 0) {
            since = now;
            complained = now;
        }
    }

    void close() {
        open--;
    }

    boolean any() {
        return open > 0;
    }

    /** Returns for how long, if that is to be complained of now. */
    Duration tooLong(long now) {
        if (untilComplaint(now) > 0) {
            return Duration.ZERO;
        }
        complained = now;
        return Duration.ofNanos(Math.max(1, now - since));
    }

    long untilComplaint(long now) {
        return complained + limit.toNanos() - now;
    }
}
