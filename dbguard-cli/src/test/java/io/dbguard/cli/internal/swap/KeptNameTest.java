package io.dbguard.cli.internal.swap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KeptNameTest {
    private static final Instant TIME = Instant.parse("2026-11-22T04:15:00.7Z");

    @Test
    void itSaysWhatItWasAndUntilWhen() {
        assertThat(KeptName.of("shop", TIME)).isEqualTo("shop_before_20261122_041500");
    }

    @Test
    void itIsNoLongerThanTheServerKeepsOfAName() {
        assertThat(KeptName.of("s".repeat(63), TIME)).isEqualTo("s".repeat(40) + "_before_20261122_041500");
        assertThat(KeptName.of("s" + "é".repeat(31), TIME).getBytes(StandardCharsets.UTF_8))
                .hasSize(62);
        assertThat(KeptName.of("😀".repeat(15), TIME)).isEqualTo("😀".repeat(10) + "_before_20261122_041500");
    }
}
