package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.internal.BuildVersion;
import io.dbguard.internal.Target;
import io.dbguard.internal.repository.CurrentNotes;
import io.dbguard.internal.repository.CurrentNotes.Note;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.spi.database.DatabaseState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the newest backup of a database still holds all that is in it, without reading a table. Only backups
 * of everything count, and none that a restore or migration took for safety, since those are not kept as long.
 */
final class StillCurrent {
    private static final Logger LOG = LoggerFactory.getLogger(StillCurrent.class);

    /** Who keeps the backups of more databases than this in one place takes some backups for nothing. */
    private static final int LOOKED_AT = 10;

    private final Target target;
    private final Repository repository;

    StillCurrent(Target target, Repository repository) {
        this.target = target;
        this.repository = repository;
    }

    /** Returns the backup, after noting that it still holds everything. */
    Optional<BackupId> find() {
        Optional<DatabaseState> state = target.provider().state(target.dataSource(), target.lockWait());
        if (state.isEmpty()) {
            return Optional.empty();
        }
        CurrentNotes notes = repository.currentNotes();
        String digest = digest(state.get());
        Instant now = Instant.now();
        List<BackupId> ids = repository.manifests().ids();
        for (int i = ids.size() - 1; i >= Math.max(0, ids.size() - LOOKED_AT); i--) {
            BackupId id = ids.get(i);
            Optional<Note> note = notes.find(id);
            if (note.isPresent() && note.get().state().equals(digest)) {
                if (!isNewest(id, ids)
                        || repository.verifications().findDamage(id).isPresent()) {
                    return Optional.empty();
                }
                notes.write(id, new Note(digest, now));
                return Optional.of(id);
            }
        }
        return Optional.empty();
    }

    /** Of its database: an older one may be let go of at any time. */
    private boolean isNewest(BackupId id, List<BackupId> ids) {
        try {
            var database = repository.manifests().header(id).database();
            return ids.subList(ids.indexOf(id) + 1, ids.size()).stream()
                    .map(later -> repository.manifests().header(later))
                    .noneMatch(later -> later.database().isSameAs(database)
                            && !later.reason().isSafety());
        } catch (DbGuardException e) {
            LOG.debug("{} does not count as current: {}", id, e.getMessage());
            return false;
        }
    }

    /** Remembers what state a backup was taken in. */
    void note(Manifest manifest, Optional<String> state) {
        if (state.isPresent()
                && manifest.header().scope().equals(Scope.EVERYTHING)
                && !manifest.header().reason().isSafety()) {
            String digest = digest(new DatabaseState(state.get(), manifest.sequences()));
            repository
                    .currentNotes()
                    .write(
                            manifest.header().id(),
                            new Note(digest, manifest.header().time()));
        }
    }

    /** Another version may store more, or in another way. */
    private static String digest(DatabaseState state) {
        String sequences = state.sequences().stream()
                .map(sequence -> sequence.sequence() + " " + sequence.value() + " " + sequence.called())
                .sorted()
                .collect(Collectors.joining("\n"));
        String all = BuildVersion.current() + "\n" + state.text() + "\n" + sequences;
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
    }
}
