package io.dbguard.internal.repository;

import io.dbguard.api.manifest.BackupId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

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
     * Returns whether a backup names a time that no clock can have shown that was only a little wrong.
     *
     * @param id the backup
     * @param now the time of this host
     */
    public static boolean isFromTheFuture(BackupId id, Instant now) {
        return id.value().compareTo(name(now.plus(TOLERANCE)) + "~") > 0;
    }

    /**
     * Returns whether that can be said of a time.
     *
     * @param time any
     * @param now the time of this host
     */
    public static boolean isFromTheFuture(Instant time, Instant now) {
        return time.isAfter(now.plus(TOLERANCE));
    }
}
