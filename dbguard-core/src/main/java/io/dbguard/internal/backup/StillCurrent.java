package io.dbguard.internal.backup;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.internal.BuildVersion;
import io.dbguard.internal.Target;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.CurrentNotes.Note;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.spi.database.DatabaseState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the newest backup of a database still holds all that is in it, without reading a table. Only backups
 * of everything count, and as a rule none that a restore or migration took for safety, since those are not kept as long.
 */
public final class StillCurrent {
    private static final Logger LOG = LoggerFactory.getLogger(StillCurrent.class);

    /** When this was last so need not be known better. A note that is written is forced to the disk, or sent far away. */
    private static final Duration NOTED_EACH = Duration.ofMinutes(1);

    private final Target target;
    private final Repository repository;
    private final boolean leaveOutUnsupported;
    private final boolean beforeMigration;

    /**
     * Looks at backups that were taken for their own sake.
     *
     * @param target the database
     * @param repository where the backups are
     * @param leaveOutUnsupported whether one counts that lacks what cannot be backed up
     */
    StillCurrent(Target target, Repository repository, boolean leaveOutUnsupported) {
        this(target, repository, leaveOutUnsupported, false);
    }

    private StillCurrent(Target target, Repository repository, boolean leaveOutUnsupported, boolean beforeMigration) {
        this.target = target;
        this.repository = repository;
        this.leaveOutUnsupported = leaveOutUnsupported;
        this.beforeMigration = beforeMigration;
    }

    /**
     * Looks at backups before migrations, too; for the next migration they are as good.
     *
     * @param target the database
     * @param repository where the backups are
     * @param leaveOutUnsupported whether one counts that lacks what cannot be backed up
     */
    public static Optional<BackupSummary> beforeMigration(
            Target target, Repository repository, boolean leaveOutUnsupported) {
        return new StillCurrent(target, repository, leaveOutUnsupported, true).find();
    }

    /** Returns the backup, after noting that it still holds everything, if that was not noted a moment ago. */
    Optional<BackupSummary> find() {
        Optional<DatabaseState> state = target.provider().state(target.dataSource(), target.lockWait());
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Set<String> digests = new HashSet<>(Set.of(digest(state.get(), true)));
        if (leaveOutUnsupported) {
            digests.add(digest(state.get(), false));
        }
        Instant now = Instant.now();
        LatestBackups latest = LatestBackups.in(repository);
        for (BackupId id : latest.few()) {
            Optional<Note> note = repository.currentNotes().find(id);
            if (note.isPresent() && digests.contains(note.get().state())) {
                Optional<BackupSummary> backup = confirmed(id, latest, note.get(), now);
                if (backup.isPresent()) {
                    return backup;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<BackupSummary> confirmed(BackupId id, LatestBackups latest, Note note, Instant now) {
        BackupSummary backup;
        try {
            backup = new Catalogue(repository).get(id);
            if (backup.damagedAt().isPresent()
                    || !counts(backup.header())
                    || !isNewest(backup.header(), latest.few(latest.ids().indexOf(id)))) {
                return Optional.empty();
            }
        } catch (DbGuardException e) {
            LOG.debug("{} does not count as current: {}", id, e.getMessage());
            return Optional.empty();
        }
        if (Duration.between(note.confirmed(), now).abs().compareTo(NOTED_EACH) >= 0) {
            repository.currentNotes().write(id, new Note(note.state(), now));
        }
        return Optional.of(backup);
    }

    /** Of its database: an older one may be let go of at any time. */
    private boolean isNewest(BackupHeader header, List<BackupId> newer) {
        return newer.stream()
                .map(later -> repository.manifests().header(later))
                .noneMatch(later -> later.database().isSameAs(header.database()) && counts(later));
    }

    private boolean counts(BackupHeader backup) {
        return !backup.reason().isSafety() || (beforeMigration && backup.reason() == BackupReason.BEFORE_MIGRATION);
    }

    /** Remembers what state a backup was taken in. */
    void note(Manifest manifest, Optional<String> state) {
        if (state.isPresent()
                && manifest.header().scope().equals(Scope.EVERYTHING)
                && manifest.header().reason() != BackupReason.BEFORE_RESTORE) {
            boolean complete = manifest.schema().unsupported().isEmpty();
            String digest = digest(new DatabaseState(state.get(), manifest.sequences()), complete);
            repository
                    .currentNotes()
                    .write(
                            manifest.header().id(),
                            new Note(digest, manifest.header().time()));
        }
    }

    /** Another version may store more, or in another way, groups stand in the manifest, and not everybody is content with a part. */
    private String digest(DatabaseState state, boolean complete) {
        String sequences = state.sequences().stream()
                .map(sequence -> sequence.sequence() + " " + sequence.value() + " " + sequence.called())
                .sorted()
                .collect(Collectors.joining("\n"));
        String all = BuildVersion.current() + "\n" + state.text() + "\n" + sequences;
        if (!target.groups().isEmpty()) {
            all += "\n" + new TreeMap<>(target.groups());
        }
        if (!complete) {
            all += "\nsomething was left out";
        }
        return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
    }
}
