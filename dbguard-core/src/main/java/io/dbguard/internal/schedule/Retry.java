package io.dbguard.internal.schedule;

import java.time.Duration;

/** How long to wait before the next backup: after one that failed longer and longer. Not thread-safe. */
final class Retry {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private Duration pause = Duration.ZERO;

    /** What became of a backup. */
    enum Result {
        DONE,
        BUSY,
        FAILED
    }

    Duration pause() {
        return pause;
    }

    /** Whoever has to wait for another instance comes back soon; what fails is tried later and later. */
    void after(Result result) {
        if (result == Result.DONE) {
            pause = Duration.ZERO;
        } else if (result == Result.BUSY || pause.isZero()) {
            pause = FIRST_PAUSE;
        } else {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
        }
    }
}
