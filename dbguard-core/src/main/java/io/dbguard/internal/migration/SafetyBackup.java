package io.dbguard.internal.migration;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.Verification;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.backup.StillCurrent;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.verify.StoredBytesJob;
import io.dbguard.internal.verify.VerifyJob;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The backup before a migration. One that another instance took a moment ago, or that still holds everything, is as good as a
 * new one. Each is read from end to end before anybody relies on it.
 */
final class SafetyBackup {
    private static final String LABEL = "before-migration";

    private final Workplace workplace;
    private final Repository repository;

    SafetyBackup(Workplace workplace) {
        this.workplace = workplace;
        this.repository = workplace.repository().get();
    }

    /** Returns one that holds all that is in the database now. */
    Manifest current() {
        return whileNobodyRemoves(() -> stillCurrent().orElseGet(this::taken));
    }

    /**
     * Returns one that holds what was in the database at a time, or later.
     *
     * @param since the time
     * @param database whose
     */
    Manifest since(Instant since, DatabaseInfo database) {
        return whileNobodyRemoves(
                () -> takenSince(since, database).or(this::stillCurrent).orElseGet(this::taken));
    }

    private interface Work {
        Manifest run();
    }

    private Manifest whileNobodyRemoves(Work work) {
        return repository
                .locks()
                .shared("migration", workplace.target().lockWait())
                .during(() -> verified(work.run()));
    }

    /** Whoever has no identity cannot read what a backup held. */
    private Optional<Manifest> stillCurrent() {
        return repository.canOpen()
                ? StillCurrent.beforeMigration(workplace.target(), repository, workplace.leaveOutUnsupported())
                        .map(BackupSummary::header)
                        .map(this::read)
                : Optional.empty();
    }

    private Optional<Manifest> takenSince(Instant since, DatabaseInfo database) {
        if (!repository.canOpen()) {
            return Optional.empty();
        }
        return repository.manifests().newestFirst().stream()
                .findFirst()
                .map(repository.manifests()::header)
                .filter(header -> header.reason() == BackupReason.BEFORE_MIGRATION
                        && header.scope().equals(Scope.EVERYTHING)
                        && header.database().isSameAs(database)
                        && !header.time().isBefore(since))
                .map(this::read);
    }

    private Manifest read(BackupHeader header) {
        return repository.manifests().read(header.id());
    }

    private Manifest taken() {
        var order = BackupOrder.everything(LABEL, BackupReason.BEFORE_MIGRATION, workplace.leaveOutUnsupported());
        return workplace.backups().apply(order).manifest();
    }

    private Manifest verified(Manifest backup) {
        List<Damage> damages = damages(backup.header().id());
        if (!damages.isEmpty()) {
            throw new RepositoryException(
                    "The backup before the migration is damaged: "
                            + damages.get(0).what(),
                    "no migration was run",
                    "check the disk of " + repository.describe());
        }
        return backup;
    }

    /** Who can only write can still see whether the disk holds what was written. */
    private List<Damage> damages(BackupId backup) {
        if (!repository.canOpen()) {
            return new StoredBytesJob(repository, backup).run();
        }
        Verification verification =
                new VerifyJob(repository, backup, workplace.target().progress()).run();
        return verification instanceof Verification.Damaged damaged ? damaged.damages() : List.of();
    }
}
