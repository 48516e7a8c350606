package io.dbguard.internal.repository;

import io.dbguard.api.manifest.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Predicate;

/** Times as the names of backups begin with them, and what to think of those that are still to come. */
public final class BackupTimes {
    /** Clocks of hosts that share a repository differ a little; one that differs by more is wrong. */
    public static final Duration TOLERANCE = Duration.ofMinutes(10);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH-mm-ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private BackupTimes() {}

    /**
     * Returns what the name of a backup begins with.
     *
     * @param time when it is taken
     */
    public static String name(Instant time) {
        return TIME.format(time);
    }

    /**
     * Returns which backups name a time that no clock can have shown that was only a little wrong.
     *
     * @param now the time of this host
     */
    public static Predicate<BackupId> areFromTheFuture(Instant now) {
        String limit = name(now.plus(TOLERANCE)) + "~";
        return id -> id.value().compareTo(limit) > 0;
    }

    /**
     * Returns whether a time is one that no clock can have shown that was only a little wrong.
     *
     * @param time any
     * @param now the time of this host
     */
    public static boolean isFromTheFuture(Instant time, Instant now) {
        return time.isAfter(now.plus(TOLERANCE));
    }
}
