package io.dbguard.api.retention;

import java.util.List;

/**
 * What a prune did, or would do.
 *
 * @param dryRun whether nothing was done
 * @param decisions what became of each backup that was looked at, oldest first
 * @param removedBlobs how many blobs went that no backup needs any more
 * @param removedBytes their size
 * @param waitingBlobs how many blobs no backup needs but are too young to go
 * @param obstacles why blobs, which could have gone, had to stay: backups that cannot be read
 */
public record PruneReport(
        boolean dryRun,
        List<Decision> decisions,
        long removedBlobs,
        long removedBytes,
        long waitingBlobs,
        List<String> obstacles) {

    /** Copies the lists, so that the report can be shared. */
    public PruneReport {
        decisions = List.copyOf(decisions);
        obstacles = List.copyOf(obstacles);
    }

    /** Returns how many backups went. */
    public long removedBackups() {
        return decisions.stream().filter(decision -> !decision.kept()).count();
    }
}
