package io.dbguard.cli.internal.swap;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The name under which the database stays that was there before: {@code shop_before_20261122_041500}, in UTC. */
final class KeptName {
    /** PostgreSQL cuts longer names off without an error (its documentation, 4.1.1). */
    private static final int MOST_BYTES = 63;

    private static final DateTimeFormatter ENDING =
            DateTimeFormatter.ofPattern("'_before_'uuuuMMdd'_'HHmmss").withZone(ZoneOffset.UTC);

    private KeptName() {}

    static String of(String database, Instant time) {
        String ending = ENDING.format(time);
        String start = database;
        while (bytes(start + ending) > MOST_BYTES) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + ending;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
