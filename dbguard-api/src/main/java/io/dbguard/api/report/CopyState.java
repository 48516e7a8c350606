package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import java.time.Instant;
import java.util.List;

/**
 * How far a copy of a repository has come.
 *
 * @param place the place of the copy
 * @param tried when it was last brought up to date, or that was tried
 * @param copied how many backups it got then
 * @param writtenBytes how many bytes of blobs it got then
 * @param lacking the backups that it should hold and does not, oldest first
 * @param problem why not, in plain words; empty if nothing went wrong
 */
public record CopyState(
        String place, Instant tried, int copied, long writtenBytes, List<BackupId> lacking, String problem) {

    /** Copies the list, so that the state can be shared. */
    public CopyState {
        lacking = List.copyOf(lacking);
    }

    /** Returns whether the place holds all that it should. */
    public boolean upToDate() {
        return lacking.isEmpty() && problem.isEmpty();
    }
}
