package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.repository.KnownChunks;
import io.dbguard.internal.repository.Repository;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backup before this one. Its chunks need not be compressed again; nothing else depends on it.
 *
 * @param manifest what it holds, if there is one that fits
 * @param chunks what it stored
 */
record Parent(Optional<Manifest> manifest, KnownChunks chunks) {
    private static final Logger LOG = LoggerFactory.getLogger(Parent.class);

    Optional<BackupId> id() {
        return manifest.map(m -> m.header().id());
    }

    static Parent of(Repository repository, DatabaseInfo database) {
        List<BackupId> ids = repository.manifests().ids();
        if (ids.isEmpty()) {
            return new Parent(Optional.empty(), new KnownChunks());
        }
        BackupId newest = ids.get(ids.size() - 1);
        try {
            Manifest manifest = repository.manifests().read(newest);
            if (manifest.header().database().provider().equals(database.provider())) {
                var chunks = new KnownChunks();
                chunks.addAll(manifest);
                return new Parent(Optional.of(manifest), chunks);
            }
        } catch (DbGuardException e) {
            LOG.warn("The newest backup cannot be reused, so all rows are stored again: {}", e.getMessage());
        }
        return new Parent(Optional.empty(), new KnownChunks());
    }
}
