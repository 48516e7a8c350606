package io.dbguard.internal.retention;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.Verifications.Found;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The backups of one place of which is to be decided whether they stay, as far as they can be read. */
final class Candidates {
    private static final Logger LOG = LoggerFactory.getLogger(Candidates.class);

    private final Repository repository;
    private final Map<BackupId, Found> found = new TreeMap<>();
    private final List<Candidate> all;

    private Candidates(
            Repository repository, Optional<DatabaseInfo> database, Function<BackupSummary, Found> verification) {
        this.repository = repository;
        Set<BackupId> pinned = new Pins(repository).all();
        this.all = new Catalogue(repository)
                .list().backups().stream()
                        .filter(backup -> isMeant(backup.header(), database))
                        .map(backup -> candidate(backup, verification.apply(backup), pinned))
                        .toList();
    }

    /**
     * Returns them for those who remove what does not stay.
     *
     * @param repository where they are
     * @param database whose backups are meant; empty for all
     * @throws io.dbguard.api.RepositoryException if it cannot be found out now what was verified
     */
    static Candidates toRemove(Repository repository, Optional<DatabaseInfo> database) {
        return new Candidates(
                repository,
                database,
                backup -> repository.verifications().require(backup.header().id()));
    }

    /**
     * Returns them for those who remove nothing: of what cannot be found out now they take it that it was not verified.
     *
     * @param repository where they are
     * @param database whose backups are meant; empty for all
     */
    static Candidates toCopy(Repository repository, Optional<DatabaseInfo> database) {
        return new Candidates(repository, database, backup -> new Found(backup.verifiedAt(), backup.damagedAt()));
    }

    /** Returns those that can be read, oldest first. */
    List<Candidate> all() {
        return all;
    }

    /** Returns whether one of them is whole, as far as is known or can be told without reading all of it. */
    boolean isIntact(BackupId id) {
        Found last = found.get(id);
        if (last == null || last.damaged().isPresent()) {
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

    private static boolean isMeant(BackupHeader header, Optional<DatabaseInfo> database) {
        return database.map(meant -> meant.isSameAs(header.database())).orElse(true);
    }

    private Candidate candidate(BackupSummary backup, Found last, Set<BackupId> pinned) {
        BackupHeader header = backup.header();
        found.put(header.id(), last);
        return new Candidate(header, last.intact().isPresent(), pinned.contains(header.id()));
    }
}
