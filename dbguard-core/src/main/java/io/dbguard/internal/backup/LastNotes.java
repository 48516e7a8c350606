package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.repository.KnownPieces;
import io.dbguard.internal.repository.Repository;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what the newest backup of a database that noted it says of its rows. */
final class LastNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LastNotes.class);

    private final Repository repository;
    private final LatestBackups latest;

    LastNotes(Repository repository, LatestBackups latest) {
        this.repository = repository;
        this.latest = latest;
    }

    KnownPieces of(DatabaseInfo database) {
        return latest.few().stream()
                .flatMap(id -> find(id, database).stream())
                .findFirst()
                .orElse(KnownPieces.NONE);
    }

    /** What was found damaged is better read again. */
    private Optional<KnownPieces> find(BackupId id, DatabaseInfo database) {
        try {
            return repository.verifications().findDamage(id).isEmpty()
                            && repository.manifests().header(id).database().isSameAs(database)
                    ? repository.pieceNotes().find(id)
                    : Optional.empty();
        } catch (DbGuardException e) {
            LOG.debug("{} says nothing of its rows: {}", id, e.getMessage());
            return Optional.empty();
        }
    }
}
