package io.dbguard.internal.backup;

import io.dbguard.internal.repository.BlobStore;
import io.dbguard.internal.repository.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether something was found damaged in the latest backups. Rows that are still in the database must not be taken as stored
 * then only because a file of the right size is there: each backup from then on would be damaged too.
 */
final class KnownDamage {
    private static final Logger LOG = LoggerFactory.getLogger(KnownDamage.class);

    private KnownDamage() {}

    /** Returns where to store chunks. */
    static BlobStore blobs(Repository repository, LatestBackups latest) {
        boolean damaged = latest.few().stream()
                .anyMatch(id -> repository.verifications().findDamage(id).isPresent());
        if (damaged) {
            LOG.warn(
                    "A backup in {} was found damaged, so all that is stored already is read before it is used again",
                    repository.describe());
        }
        return damaged ? repository.blobs().doubting() : repository.blobs();
    }
}
