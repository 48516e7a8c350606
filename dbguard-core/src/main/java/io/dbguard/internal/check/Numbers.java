package io.dbguard.internal.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Numbers, ages and lists as people read them. */
final class Numbers {
    private static final int SHOWN = 5;

    private Numbers() {}

    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    static String millis(Duration time) {
        return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    static String age(Instant time) {
        return length(Duration.between(time, Instant.now()));
    }

    static String length(Duration time) {
        if (time.toMinutes() < 2) {
            return Math.max(0, time.toSeconds()) + " seconds";
        }
        if (time.toHours() < 2) {
            return time.toMinutes() + " minutes";
        }
        return time.toHours() < 48 ? time.toHours() + " hours" : time.toDays() + " days";
    }

    /** Returns the first few, and how many more there are. */
    static String list(Collection<?> things) {
        List<String> shown = things.stream().limit(SHOWN).map(String::valueOf).toList();
        int more = things.size() - shown.size();
        return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }
}
