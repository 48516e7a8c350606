package io.dbguard.internal.retention;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.retention.Decision;
import io.dbguard.api.retention.PruneReport;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.lock.Hold;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes backups that no rule keeps, and then the blobs that no backup needs. The steps: be alone, decide, remove the
 * manifests, find out what all others need, remove the rest. Cut off anywhere, it leaves blobs that nobody needs, and
 * nothing worse.
 */
public final class PruneJob {
    private static final Logger LOG = LoggerFactory.getLogger(PruneJob.class);

    private final Repository repository;
    private final PruneOrder order;

    /**
     * Creates a job.
     *
     * @param repository where
     * @param order what
     */
    public PruneJob(Repository repository, PruneOrder order) {
        this.repository = repository;
        this.order = order;
    }

    /** Says what {@link #run()} would do, and changes nothing. */
    public PruneReport dryRun() {
        try (Hold hold = repository.locks().reading("prune --dry-run", order.patience())) {
            List<Decision> decisions = decide();
            List<Stored> blobs = blobs();
            Instant now = hold instanceof HeldLock lock ? lock.now() : newest(blobs);
            Set<BackupId> staying = new HashSet<>(repository.manifests().ids());
            removed(decisions).forEach(staying::remove);
            References references = referencesOf(staying);
            return report(true, decisions, references, Sweep.of(blobs, references, now, order.grace()));
        }
    }

    /** Removes. */
    public PruneReport run() {
        try (HeldLock lock = repository.locks().exclusive("prune", order.patience())) {
            List<Decision> decisions = decide();
            decisions.forEach(
                    decision -> LOG.debug("{} is {}", decision.backup().id(), decision));
            var removal = new Removal(repository.storage(), lock);
            removeBackups(removed(decisions), removal);
            // Read anew: what is listed now and nothing else says what is needed.
            List<BackupId> staying = repository.manifests().ids();
            References references = referencesOf(staying);
            Sweep sweep = Sweep.of(blobs(), references, lock.now(), order.grace());
            sweep.removable().forEach(blob -> removal.delete(blob.path()));
            new Leftovers(repository, order.grace()).remove(staying, lock.now(), removal);
            PruneReport report = report(false, decisions, references, sweep);
            log(report);
            return report;
        }
    }

    private List<Decision> decide() {
        var candidates = Candidates.toRemove(repository, order.database());
        return new RetentionPolicy(order.retention(), Instant.now(), candidates::isIntact).decide(candidates.all());
    }

    private static List<BackupId> removed(List<Decision> decisions) {
        return decisions.stream()
                .filter(decision -> !decision.kept())
                .map(decision -> decision.backup().id())
                .toList();
    }

    private void removeBackups(List<BackupId> backups, Removal removal) {
        if (backups.isEmpty()) {
            return;
        }
        BackupFiles files = files(repository.manifests().ids());
        for (BackupId id : backups) {
            files.of(id).forEach(removal::delete);
            Leftovers.notes(id).forEach(removal::delete);
        }
    }

    /** A manifest that is not listed as a backup may need any blob. */
    private References referencesOf(Collection<BackupId> staying) {
        References references = References.of(repository, staying);
        files(repository.manifests().ids())
                .strangeManifests()
                .forEach(path -> references.obstacles().add(path + " belongs to no backup that is known"));
        return references;
    }

    private BackupFiles files(Collection<BackupId> backups) {
        try {
            return BackupFiles.in(repository.storage(), backups);
        } catch (IOException e) {
            throw unlistable(e);
        }
    }

    private List<Stored> blobs() {
        try {
            return repository.storage().stored(RepositoryPaths.BLOBS);
        } catch (IOException e) {
            throw unlistable(e);
        }
    }

    private RepositoryException unlistable(IOException e) {
        return new RepositoryException(
                "Cannot list what is in " + repository.describe() + ": " + IoReason.of(e),
                "all backups that were to be kept are whole",
                "check that the place can be reached, and prune again",
                e);
    }

    /** Without a lock of one's own the time there is not known, but it is not before this. */
    private static Instant newest(List<Stored> stored) {
        return stored.stream().map(Stored::modified).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    private static PruneReport report(boolean dryRun, List<Decision> decisions, References references, Sweep sweep) {
        return new PruneReport(
                dryRun, decisions, sweep.removable().size(), sweep.bytes(), sweep.waiting(), references.obstacles());
    }

    private void log(PruneReport report) {
        LOG.info(
                "Pruned {}: {} backups and {} blobs ({} bytes) removed, {} backups stay",
                repository.describe(),
                report.removedBackups(),
                report.removedBlobs(),
                report.removedBytes(),
                report.decisions().size() - report.removedBackups());
        report.obstacles()
                .forEach(obstacle -> LOG.warn("No blob was removed, because a backup cannot be read: {}", obstacle));
    }
}
