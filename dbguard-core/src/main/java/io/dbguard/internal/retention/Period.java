package io.dbguard.internal.retention;

import io.dbguard.api.retention.Retention;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A piece of the calendar of which one backup is kept, in UTC. */
enum Period {
    HOURLY("uuuu-MM-dd HH'h'"),
    DAILY("uuuu-MM-dd"),
    WEEKLY("YYYY-'W'ww"),
    MONTHLY("uuuu-MM"),
    YEARLY("uuuu");

    private final String pattern;

    Period(String pattern) {
        this.pattern = pattern;
    }

    /** Names the piece that a moment lies in. In the United Kingdom weeks are those of ISO 8601. */
    String of(Instant time) {
        return DateTimeFormatter.ofPattern(pattern, Locale.UK)
                .withZone(ZoneOffset.UTC)
                .format(time);
    }

    int count(Retention retention) {
        return switch (this) {
            case HOURLY -> retention.hourly();
            case DAILY -> retention.daily();
            case WEEKLY -> retention.weekly();
            case MONTHLY -> retention.monthly();
            case YEARLY -> retention.yearly();
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
