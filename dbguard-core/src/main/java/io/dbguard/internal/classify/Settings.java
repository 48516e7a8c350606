package io.dbguard.internal.classify;

import io.dbguard.internal.sql.Dialect;
import java.time.LocalDate;
import java.util.Map;

/**
 * How scripts are judged.
 *
 * @param dialect whose SQL it is
 * @param version the server's major version
 * @param placeholders what a runner puts in place of {@code ${name}}
 * @param oneByOne whether each script is released before the next, so that what one creates is in use in the next
 * @param today the day that decides whether an allowance has expired
 */
public record Settings(
        Dialect dialect, int version, Map<String, String> placeholders, boolean oneByOne, LocalDate today) {

    /** The oldest version of PostgreSQL that dbguard supports; what is safe there is safe on newer ones. */
    public static final int OLDEST = 14;

    /** Copies the map. */
    public Settings {
        placeholders = Map.copyOf(placeholders);
    }
}
