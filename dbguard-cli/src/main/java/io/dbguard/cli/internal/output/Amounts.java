package io.dbguard.cli.internal.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes, times and durations as people read them. */
public final class Amounts {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

    private Amounts() {}

    /**
     * Returns a size such as {@code 1.2 MB}, in powers of 1000.
     *
     * @param bytes the size
     */
    public static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        String format = unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, format, value, UNITS[unit]);
    }

    /**
     * Returns a moment in UTC, to the second.
     *
     * @param time the moment
     */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /**
     * Returns how long something took, such as {@code 1.2 s}.
     *
     * @param time how long
     */
    public static String duration(Duration time) {
        return time.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
    }

    /**
     * Returns how old something is, such as {@code 3 hours}.
     *
     * @param age how old
     */
    public static String age(Duration age) {
        if (age.toMinutes() < 2) {
            return Math.max(0, age.toSeconds()) + " seconds";
        }
        if (age.toHours() < 2) {
            return age.toMinutes() + " minutes";
        }
        return age.toHours() < 48 ? age.toHours() + " hours" : age.toDays() + " days";
    }

    /**
     * Returns a number with its noun, such as {@code 1 table} or {@code 2 tables}.
     *
     * @param count how many
     * @param noun one of them
     */
    public static String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
