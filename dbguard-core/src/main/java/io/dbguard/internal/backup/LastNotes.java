package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.repository.PieceNote;
import io.dbguard.internal.repository.Repository;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds what the newest backup of a database that noted it says of its rows. */
final class LastNotes {
    private static final Logger LOG = LoggerFactory.getLogger(LastNotes.class);

    /** Who takes more backups than this of other kinds in between has all rows read again. */
    private static final int LOOKED_AT = 10;

    private final Repository repository;

    LastNotes(Repository repository) {
        this.repository = repository;
    }

    List<PieceNote> of(DatabaseInfo database) {
        List<BackupId> ids = repository.manifests().ids();
        for (int i = ids.size() - 1; i >= Math.max(0, ids.size() - LOOKED_AT); i--) {
            Optional<List<PieceNote>> notes = find(ids.get(i), database);
            if (notes.isPresent()) {
                return notes.get();
            }
        }
        return List.of();
    }

    /** What was found damaged is better read again. */
    private Optional<List<PieceNote>> find(BackupId id, DatabaseInfo database) {
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
