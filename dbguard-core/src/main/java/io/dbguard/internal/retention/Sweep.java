package io.dbguard.internal.retention;

import io.dbguard.spi.storage.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which blobs may go.
 *
 * @param removable those that no backup needs
 * @param waiting how many no backup needs, but a writer of whom we know nothing might be about to use
 */
record Sweep(List<Stored> removable, long waiting) {
    /** A file that is not named like a blob was put there by somebody else. */
    private static final Pattern BLOB = Pattern.compile("blobs/[0-9a-f]{2}/([0-9a-f]{64})\\..+");

    /**
     * Chooses.
     *
     * @param stored all blobs
     * @param references what is needed
     * @param now by the clock that the times of the blobs are of
     * @param grace how old a blob must be
     */
    static Sweep of(List<Stored> stored, References references, Instant now, Duration grace) {
        List<Stored> removable = new ArrayList<>();
        long waiting = 0;
        for (Stored blob : stored) {
            var name = BLOB.matcher(blob.path());
            if (!name.matches() || references.blobs().contains(name.group(1))) {
                continue;
            }
            if (Duration.between(blob.modified(), now).compareTo(grace) < 0) {
                waiting++;
            } else if (references.obstacles().isEmpty()) {
                removable.add(blob);
            }
        }
        return new Sweep(removable, waiting);
    }

    long bytes() {
        return removable.stream().mapToLong(Stored::size).sum();
    }
}
