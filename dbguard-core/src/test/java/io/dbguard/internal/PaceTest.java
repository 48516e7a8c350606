package io.dbguard.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Only waiting makes time pass here. */
    private long now = 1_000;

    private Pace pace(long bytesPerSecond) {
        return new Pace(bytesPerSecond, () -> now, nanos -> now += nanos);
    }

    @Test
    void aSecondOfBytesTakesASecond() {
        Pace pace = pace(1_000_000);
        for (int i = 0; i < 3_000; i++) {
            pace.passed(1_000);
        }
        assertThat(now).isCloseTo(3 * SECOND, within(SECOND / 100));
    }

    @Test
    void allReadersTogetherKeepToIt() {
        Pace pace = pace(1_000_000);
        pace.passed(500_000);
        pace.passed(500_000);
        assertThat(now).isCloseTo(SECOND, within(SECOND / 100));
    }

    @Test
    void timeInWhichNothingWasReadIsNotSavedUp() {
        Pace pace = pace(1_000_000);
        now += 100 * SECOND;
        long start = now;
        pace.passed(2_000_000);
        assertThat(now - start).isCloseTo(2 * SECOND, within(SECOND / 100));
    }

    @Test
    void withoutALimitNobodyWaits() {
        Pace.FREE.passed(Long.MAX_VALUE);
        assertThat(Pace.FREE.isLimited()).isFalse();
    }

    @Test
    void whoeverIsInterruptedGoesOnAtOnce() {
        Thread.currentThread().interrupt();
        new Pace(1).passed(1_000_000);
        assertThat(Thread.interrupted()).isTrue();
    }
}
