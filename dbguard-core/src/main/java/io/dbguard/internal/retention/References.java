package io.dbguard.internal.retention;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.Repository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which blobs the backups need that stay.
 *
 * @param blobs their names
 * @param obstacles backups that cannot be read, of which therefore nobody knows what they need
 */
record References(Set<String> blobs, List<String> obstacles) {

    static References of(Repository repository, Collection<BackupId> backups) {
        Set<String> blobs = new HashSet<>();
        List<String> obstacles = new ArrayList<>();
        for (BackupId id : backups) {
            try {
                repository.manifests().blobs(id).forEach(blob -> blobs.add(blob.blob()));
            } catch (DbGuardException e) {
                obstacles.add(id + ": " + e.failed());
            }
        }
        return new References(blobs, obstacles);
    }
}
