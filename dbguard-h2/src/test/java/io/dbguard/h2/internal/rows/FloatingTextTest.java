package io.dbguard.h2.internal.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A number has one text, however it is found: the fewest digits from 15 on that give the same number again. */
class FloatingTextTest {
    private static final int NUMBERS = 20_000;

    @Test
    void everyNumberHasTheFewestDigitsThatGiveItAgain() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        DoubleStream any = random.longs(NUMBERS).mapToDouble(Double::longBitsToDouble);
        DoubleStream fewDigits = random.longs(NUMBERS, -100_000_000, 100_000_000)
                .mapToDouble(digits ->
                        BigDecimal.valueOf(digits, random.nextInt(-280, 300)).doubleValue());
        DoubleStream neighbours = random.ints(NUMBERS, -1000, 1000)
                .mapToDouble(i -> random.nextBoolean() ? Math.nextUp(i / 8.0) : Math.nextDown(i / 10.0));
        DoubleStream edges = DoubleStream.of(
                0.0, -0.0, 1e15, 1e16, 1e17, 1e18, 2e-3, 1e23, 2e23, 5e-324, 1e-310, Double.MIN_NORMAL, 0x1p-1023);
        DoubleStream powers = IntStream.range(-1074, 1024).mapToDouble(power -> Math.scalb(1.0, power));
        DoubleStream.of(any.toArray()).forEach(FloatingTextTest::check);
        fewDigits.forEach(FloatingTextTest::check);
        neighbours.forEach(FloatingTextTest::check);
        edges.forEach(FloatingTextTest::check);
        powers.forEach(FloatingTextTest::check);
    }

    private static void check(double value) {
        if (Double.isFinite(value)) {
            assertThat(FloatingText.of(value)).isEqualTo(exact(value));
        }
    }

    private static String exact(double value) {
        for (int digits = 15; ; digits++) {
            var rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                BigDecimal plain = rounded.stripTrailingZeros();
                return plain.scale() <= 0 && plain.precision() - plain.scale() <= 17
                        ? plain.toPlainString()
                        : plain.toString();
            }
        }
    }
}
