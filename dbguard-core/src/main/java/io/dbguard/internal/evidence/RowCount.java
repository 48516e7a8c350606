package io.dbguard.internal.evidence;

import java.util.Locale;

/**
 * How many rows there are.
 *
 * @param rows the number; one more than was counted if there are more
 * @param kind how it was found
 */
record RowCount(long rows, Kind kind) {
    /** How a number was found. */
    enum Kind {
        /** Each row was counted. */
        EXACT,
        /** There are at least so many. */
        AT_LEAST,
        /** The server thinks so; rounded up. */
        ESTIMATE
    }

    boolean exact() {
        return kind == Kind.EXACT;
    }

    /** Rounds up to one digit, so that the same is said again while a table grows by little. */
    static RowCount estimated(long rows) {
        long step = 1;
        while (rows / step >= 10) {
            step *= 10;
        }
        return new RowCount((rows + step - 1) / step * step, Kind.ESTIMATE);
    }

    /** Returns the number in words, such as {@code more than 1,000,000}. */
    String words() {
        return switch (kind) {
            case EXACT -> String.format(Locale.ROOT, "%,d", rows);
            case AT_LEAST -> String.format(Locale.ROOT, "more than %,d", Math.max(0, rows - 1));
            case ESTIMATE -> String.format(Locale.ROOT, "by the server's estimate up to %,d", rows);
        };
    }
}
