package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Verification.Damage;
import java.util.List;

/**
 * What reading a share of all blobs showed.
 *
 * @param share which share was read, from 1 on
 * @param shares how many there are; after as many runs everything has been read
 * @param blobs how many blobs were read
 * @param storedBytes how many bytes they have
 * @param damages what is wrong: blobs, and manifests, of which all are read each time
 * @param affected the backups that something of this belongs to
 */
public record SampleReport(
        int share, int shares, long blobs, long storedBytes, List<Damage> damages, List<BackupId> affected) {

    /** Copies the lists, so that the report can be shared. */
    public SampleReport {
        damages = List.copyOf(damages);
        affected = List.copyOf(affected);
    }

    /** Returns whether nothing is wrong. */
    public boolean intact() {
        return damages.isEmpty();
    }
}
