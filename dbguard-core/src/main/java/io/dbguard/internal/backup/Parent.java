package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.repository.KnownChunks;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.StoredBlob;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backup before this one. Its chunks need not be compressed again; nothing else depends on it.
 *
 * @param id its name, if there is one that fits
 * @param blobs what it needs
 * @param chunks the same, found by their rows
 */
record Parent(Optional<BackupId> id, List<StoredBlob> blobs, KnownChunks chunks) {
    private static final Logger LOG = LoggerFactory.getLogger(Parent.class);

    static Parent of(Repository repository, LatestBackups latest, DatabaseInfo database) {
        KnownChunks chunks = repository.manifests().newKnownChunks();
        if (latest.ids().isEmpty()) {
            return new Parent(Optional.empty(), List.of(), chunks);
        }
        BackupId newest = latest.ids().get(0);
        try {
            if (repository.manifests().header(newest).database().provider().equals(database.provider())) {
                List<StoredBlob> blobs = repository.manifests().blobs(newest);
                chunks.addAll(blobs);
                return new Parent(Optional.of(newest), blobs, chunks);
            }
        } catch (DbGuardException e) {
            LOG.warn("The newest backup cannot be reused, so all rows are stored again: {}", e.getMessage());
        }
        return new Parent(Optional.empty(), List.of(), chunks);
    }
}
