package io.dbguard.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Timing TIMING = Timing.USUAL
            .withDelays(Duration.ofSeconds(2), Duration.ofSeconds(30))
            .withLeastGap(Duration.ofSeconds(10));

    private static long due(long oldest, long newest, long lastStart) {
        return TIMING.due(oldest * SECOND, newest * SECOND, lastStart * SECOND) / SECOND;
    }

    @Test
    void aBackupWaitsUntilItIsQuiet() {
        assertThat(due(100, 105, 0)).isEqualTo(107);
    }

    @Test
    void butNoLongerThanTheLongestDelay() {
        assertThat(due(100, 200, 0)).isEqualTo(130);
    }

    @Test
    void twoDoNotBeginTooSoonAfterOneAnother() {
        assertThat(due(100, 101, 99)).isEqualTo(109);
    }

    @Test
    void theLongestDelayCountsForMoreThanTheRate() {
        assertThat(due(100, 101, 125)).isEqualTo(130);
    }

    @Test
    void aClockThatRunsOverMakesNoDifference() {
        long near = Long.MAX_VALUE - SECOND;
        assertThat(TIMING.due(near, near, near - 60 * SECOND) - near).isEqualTo(2 * SECOND);
    }

    @Test
    void aRateThatWouldBreakTheLongestDelayIsKnown() {
        assertThat(TIMING.keepsMaxDelay()).isTrue();
        assertThat(TIMING.withLeastGap(Duration.ofSeconds(31)).keepsMaxDelay()).isFalse();
    }
}
