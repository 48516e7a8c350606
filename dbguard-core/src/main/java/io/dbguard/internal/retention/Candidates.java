package io.dbguard.internal.retention;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups of one place of which is to be decided whether they stay. */
final class Candidates {
    private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

    private final Repository repository;
    private final Optional<DatabaseInfo> database;

    /**
     * Creates them.
     *
     * @param repository where they are
     * @param database whose backups are meant; empty for all
     */
    Candidates(Repository repository, Optional<DatabaseInfo> database) {
        this.repository = repository;
        this.database = database;
    }

    /** Returns those that can be read, oldest first. */
    List<Candidate> all() {
        Set<BackupId> pinned = new Pins(repository).all();
        return new Catalogue(repository)
                .list().backups().stream()
                        .filter(backup -> isMeant(backup.header()))
                        .map(backup -> candidate(backup, pinned))
                        .toList();
    }

    /** Returns whether a backup is whole, as far as is known or can be told without reading all of it. */
    boolean isIntact(BackupId id) {
        if (repository.verifications().wasDamaged(id)) {
            return false;
        }
        try {
            return repository.manifests().blobs(id).stream()
                    .allMatch(blob -> repository.blobs().isThere(blob.chunk("")));
        } catch (DbGuardException e) {
            LOG.debug("{} does not count as intact: {}", id, e.getMessage());
            return false;
        }
    }

    private boolean isMeant(BackupHeader header) {
        return database.map(meant -> meant.isSameAs(header.database())).orElse(true);
    }

    private Candidate candidate(BackupSummary backup, Set<BackupId> pinned) {
        BackupHeader header = backup.header();
        return new Candidate(header, repository.verifications().wasIntact(header.id()), pinned.contains(header.id()));
    }
}
