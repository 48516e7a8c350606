package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.repository.KnownChunks;
import io.dbguard.internal.repository.Repository;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backup before this one. Its chunks need not be compressed again; nothing else depends on it.
 *
 * @param id its name, if there is one that fits
 * @param chunks what it stored
 */
record Parent(Optional<BackupId> id, KnownChunks chunks) {
    private static final Logger LOG = LoggerFactory.getLogger(Parent.class);

    static Parent of(Repository repository, DatabaseInfo database) {
        List<BackupId> ids = repository.manifests().ids();
        KnownChunks chunks = repository.manifests().newKnownChunks();
        if (ids.isEmpty()) {
            return new Parent(Optional.empty(), chunks);
        }
        BackupId newest = ids.get(ids.size() - 1);
        try {
            if (repository.manifests().header(newest).database().provider().equals(database.provider())) {
                chunks.addAll(repository.manifests().blobs(newest));
                return new Parent(Optional.of(newest), chunks);
            }
        } catch (DbGuardException e) {
            LOG.warn("The newest backup cannot be reused, so all rows are stored again: {}", e.getMessage());
        }
        return new Parent(Optional.empty(), chunks);
    }
}
