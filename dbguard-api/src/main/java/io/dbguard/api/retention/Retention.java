package io.dbguard.api.retention;

import java.time.Duration;

/**
 * Which backups are kept. A backup that any rule keeps is kept. The rules are applied to each database by itself, and
 * there to whole and to partial backups by themselves; days and the like are those of UTC.
 *
 * <p>Whatever the rules say, these stay: the newest backup, the newest one that is intact, the newest one that was
 * verified, and all that are pinned. Backups that a migration or a restore took for safety count for no rule but
 * {@link #within(Duration)} and {@link #safety(Duration)}, and the newest of each kind stays. Immutable.
 *
 * <pre>{@code
 * Retention.last(10).daily(30).monthly(12)
 * }</pre>
 *
 * @param last how many of the newest are kept
 * @param within all are kept that are not older than this, counted back from the newest backup; zero for no such rule
 * @param hourly for how many of the last hours that have a backup the last one is kept
 * @param daily the same for days
 * @param weekly the same for weeks, which begin on Monday (ISO 8601)
 * @param monthly the same for months
 * @param yearly the same for years
 * @param safety how long a safety backup is kept, counted back from the newest backup; 30 days unless said otherwise
 * @param labelled whether all are kept that somebody gave a label
 */
public record Retention(
        int last,
        Duration within,
        int hourly,
        int daily,
        int weekly,
        int monthly,
        int yearly,
        Duration safety,
        boolean labelled) {

    private static final Duration SAFETY = Duration.ofDays(30);

    /** Refuses numbers below zero. */
    public Retention {
        if (last < 0 || hourly < 0 || daily < 0 || weekly < 0 || monthly < 0 || yearly < 0) {
            throw new IllegalArgumentException("A number of backups must not be negative");
        }
        if (within.isNegative() || safety.isNegative()) {
            throw new IllegalArgumentException("An age of backups must not be negative");
        }
    }

    /**
     * Keeps the newest backups; more rules may follow.
     *
     * @param count how many, not negative
     */
    public static Retention last(int count) {
        return new Retention(count, Duration.ZERO, 0, 0, 0, 0, 0, SAFETY, false);
    }

    /**
     * Also keeps all that are not older than this, counted back from the newest backup.
     *
     * @param age not negative
     */
    public Retention within(Duration age) {
        return new Retention(last, age, hourly, daily, weekly, monthly, yearly, safety, labelled);
    }

    /**
     * Also keeps the last backup of each of the last hours that have one.
     *
     * @param count how many hours
     */
    public Retention hourly(int count) {
        return new Retention(last, within, count, daily, weekly, monthly, yearly, safety, labelled);
    }

    /**
     * Also keeps the last backup of each of the last days that have one.
     *
     * @param count how many days
     */
    public Retention daily(int count) {
        return new Retention(last, within, hourly, count, weekly, monthly, yearly, safety, labelled);
    }

    /**
     * Also keeps the last backup of each of the last weeks that have one.
     *
     * @param count how many weeks
     */
    public Retention weekly(int count) {
        return new Retention(last, within, hourly, daily, count, monthly, yearly, safety, labelled);
    }

    /**
     * Also keeps the last backup of each of the last months that have one.
     *
     * @param count how many months
     */
    public Retention monthly(int count) {
        return new Retention(last, within, hourly, daily, weekly, count, yearly, safety, labelled);
    }

    /**
     * Also keeps the last backup of each of the last years that have one.
     *
     * @param count how many years
     */
    public Retention yearly(int count) {
        return new Retention(last, within, hourly, daily, weekly, monthly, count, safety, labelled);
    }

    /**
     * Sets how long a backup is kept that a migration or a restore took for safety.
     *
     * @param age counted back from the newest backup; not negative
     */
    public Retention safety(Duration age) {
        return new Retention(last, within, hourly, daily, weekly, monthly, yearly, age, labelled);
    }

    /** Also keeps all that somebody gave a label. */
    public Retention keepLabelled() {
        return new Retention(last, within, hourly, daily, weekly, monthly, yearly, safety, true);
    }
}
