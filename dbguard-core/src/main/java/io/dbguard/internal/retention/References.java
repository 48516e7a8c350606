package io.dbguard.internal.retention;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
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
                collect(repository.manifests().read(id), blobs);
            } catch (DbGuardException e) {
                obstacles.add(id + ": " + e.failed());
            }
        }
        return new References(blobs, obstacles);
    }

    private static void collect(Manifest manifest, Set<String> blobs) {
        for (TableContent table : manifest.tables()) {
            for (Chunk chunk : table.chunks()) {
                blobs.add(chunk.blob());
            }
        }
    }
}
