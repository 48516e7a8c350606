package io.dbguard.internal.classify;

import io.dbguard.internal.sql.Dialect;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How scripts are judged.
 *
 * @param dialect whose SQL it is
 * @param version the server's major version, empty if it may be any that dbguard supports
 * @param placeholders what a runner puts in place of {@code ${name}}
 * @param oneByOne whether each script is released before the next, so that what one creates is in use in the next
 * @param today the day that decides whether an allowance has expired
 * @param allowancesCount whether a comment in a script can allow that data is lost
 */
public record Settings(
        Dialect dialect,
        OptionalInt version,
        Map<String, String> placeholders,
        boolean oneByOne,
        LocalDate today,
        boolean allowancesCount) {

    /** Copies the map. */
    public Settings {
        placeholders = Map.copyOf(placeholders);
    }

    /**
     * Returns settings for a server of this version.
     *
     * @param major the version
     */
    public Settings on(int major) {
        return new Settings(dialect, OptionalInt.of(major), placeholders, oneByOne, today, allowancesCount);
    }
}
