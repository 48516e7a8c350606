package io.dbguard.h2.internal.rows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Writes floating point numbers so that the same number gives the same text in all versions of Java; what
 * {@code Double.toString} prints changed in Java 19, and a table's fingerprint with it.
 */
final class FloatingText {
    private FloatingText() {}

    static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        BigDecimal near = near(value);
        if (near != null) {
            return print(near);
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal rounded = round(exact, digits);
            if (rounded.doubleValue() == value) {
                return print(rounded);
            }
        }
        return print(round(exact, 17));
    }

    /**
     * Most numbers that people write down have few digits. Whatever Java prints, if it has at most 15 digits, which any
     * double but a subnormal one tells from their neighbours, it is the only such number that gives the same one again.
     */
    private static @Nullable BigDecimal near(double value) {
        BigDecimal printed = new BigDecimal(Double.toString(value));
        return printed.precision() <= 15 && Math.abs(value) >= Double.MIN_NORMAL ? printed : null;
    }

    static String of(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return Float.toString(value);
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 6; digits < 9; digits++) {
            BigDecimal rounded = round(exact, digits);
            if (rounded.floatValue() == value) {
                return print(rounded);
            }
        }
        return print(round(exact, 9));
    }

    private static BigDecimal round(BigDecimal exact, int digits) {
        return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    }

    private static String print(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() <= 0 && plain.precision() - plain.scale() <= 17 ? plain.toPlainString() : plain.toString();
    }
}
