package io.dbguard.internal.retention;

import java.time.Duration;

/** Says durations as people do. */
final class Words {
    private Words() {}

    static String of(Duration duration) {
        if (duration.toDaysPart() > 0 && duration.toHoursPart() == 0) {
            return count(duration.toDays(), "day");
        }
        return duration.toMinutesPart() == 0 && duration.toHours() > 0
                ? count(duration.toHours(), "hour")
                : count(duration.toMinutes(), "minute");
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
