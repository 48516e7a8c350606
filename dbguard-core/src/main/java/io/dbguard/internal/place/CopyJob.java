package io.dbguard.internal.place;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.CopyState;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.audit.FollowedLog;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.repository.Descriptor;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.internal.retention.Pins;
import io.dbguard.internal.retention.PlaceRetention;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a copy up to date: all backups that it lacks, the oldest first. What is cut off goes on where it was the next
 * time. Never throws for what a place does, since a copy that cannot be reached must not make a backup fail.
 */
public final class CopyJob {
    private static final Logger LOG = LoggerFactory.getLogger(CopyJob.class);
    private static final String DOING = "copy";

    private final PlacesStorage source;
    private final Storage target;
    private final Optional<PlaceRetention> retention;
    private final Duration patience;
    private NavigableMap<BackupId, List<String>> lacking = new TreeMap<>();
    private String problem = "";
    private final Set<BackupId> seen = new HashSet<>();
    private boolean reached;
    private int copied;
    private long writtenBytes;

    /**
     * Creates a job.
     *
     * @param source where the backups are; other copies may stand in for what the first place has damaged
     * @param target the copy
     * @param retention which of all backups the copy is to hold, empty for all
     * @param patience how long to wait while somebody removes backups in one of the two
     */
    public CopyJob(PlacesStorage source, Storage target, Optional<PlaceRetention> retention, Duration patience) {
        this.source = source;
        this.target = target;
        this.retention = retention;
        this.patience = patience;
    }

    /** Copies, and says how far it came. */
    public CopyState run() {
        try {
            new RepositoryLocks(source).reading(DOING, patience).during(this::tryToBringUpToDate);
        } catch (DbGuardException e) {
            problem = e.failed();
        }
        var state = new CopyState(
                target.describe(), Instant.now(), copied, writtenBytes, List.copyOf(lacking.keySet()), problem);
        log(state);
        return state;
    }

    /** Returns whether the copy answered, so that what it lacks is known. */
    boolean reached() {
        return reached;
    }

    /** Returns the backups that there were when it was found out what the copy lacks, and those that it has in the end. */
    Set<BackupId> seen() {
        return Set.copyOf(seen);
    }

    private void tryToBringUpToDate() {
        try {
            bringUpToDate();
        } catch (IOException e) {
            problem = IoReason.of(e);
        }
    }

    private void bringUpToDate() throws IOException {
        byte[] own = source.readIntact(RepositoryPaths.DESCRIPTOR)
                .orElseThrow(() -> new UnreadableSourceException(RepositoryPaths.DESCRIPTOR));
        Descriptor descriptor = Descriptor.read(own);
        lacking = ManifestFiles.in(source, descriptor.paths());
        seen.addAll(lacking.keySet());
        checkIdentity(own, descriptor);
        // From here on it is a copy of this repository, so that nobody else's place gets a lock.
        try (HeldLock writing = new RepositoryLocks(target).shared(DOING, patience)) {
            lacking.keySet()
                    .removeAll(ManifestFiles.in(target, descriptor.paths()).keySet());
            reached = true;
            Repository from = Repository.open(source);
            Repository to = Repository.open(target);
            retention.ifPresent(rules -> lacking.keySet().removeAll(rules.unwanted(from, to)));
            if (!lacking.isEmpty()) {
                copyAll(descriptor.paths(), writing, damagedIn(to));
            }
            new Pins(to).addAll(new Pins(from));
            followLog();
        } finally {
            lookAgain(descriptor.paths());
        }
    }

    /** While this run was at work, another may have brought what came meanwhile. */
    private void lookAgain(RepositoryPaths paths) {
        if (reached) {
            try {
                seen.addAll(ManifestFiles.in(target, paths).keySet());
            } catch (IOException e) {
                LOG.debug("{} does not say what it holds: {}", target.describe(), IoReason.of(e));
            }
        }
    }

    /** A log that has lost lines is no reason to keep back backups. */
    private void followLog() throws IOException {
        new FollowedLog(target, source)
                .follow()
                .forEach(missing -> LOG.error("The audit log is not whole: {}; see 'dbguard log'", missing));
    }

    /** A copy has the identity of what it is a copy of; two repositories never become one by mistake. */
    private void checkIdentity(byte[] own, Descriptor descriptor) throws IOException {
        Reading there = new CheckedFiles(target).read(RepositoryPaths.DESCRIPTOR);
        if (there instanceof Reading.Missing) {
            for (String folder : RepositoryPaths.MANIFEST_FOLDERS) {
                if (!target.list(folder).isEmpty()) {
                    throw new IOException(RepositoryPaths.DESCRIPTOR + " is missing there; run 'dbguard repair'");
                }
            }
            target.create(RepositoryPaths.DESCRIPTOR, own);
        } else if (!(there instanceof Reading.Intact intact)) {
            throw new IOException(RepositoryPaths.DESCRIPTOR + ": " + there.problem());
        } else {
            SameRepository.check(Descriptor.read(intact.content()), descriptor);
        }
    }

    /** What was found damaged must not be built upon only because a file of the right size is there. */
    private List<BackupId> damagedIn(Repository copy) throws IOException {
        Set<String> notes = Set.copyOf(target.list(RepositoryPaths.VERIFIED));
        List<BackupId> damaged = copy.manifests().ids().stream()
                .filter(id -> notes.contains(RepositoryPaths.verification(id)))
                .filter(id -> copy.verifications().findDamage(id).isPresent())
                .toList();
        if (!damaged.isEmpty()) {
            LOG.warn(
                    "The backup {} in the copy in {} was found damaged, so what it needs is read there before others use it too;"
                            + " 'dbguard repair' mends the rest",
                    damaged.get(damaged.size() - 1),
                    target.describe());
        }
        return damaged;
    }

    /** One damaged backup does not keep back those after it; a place that refuses does. */
    private void copyAll(RepositoryPaths paths, HeldLock lock, List<BackupId> damaged) throws IOException {
        var copier = new BackupCopier(source, target, paths, lock, damaged);
        try {
            for (Map.Entry<BackupId, List<String>> backup : new TreeMap<>(lacking).entrySet()) {
                try {
                    copier.copy(backup.getKey(), backup.getValue());
                    lacking.remove(backup.getKey());
                    copied++;
                } catch (UnreadableSourceException e) {
                    problem = "backup " + backup.getKey() + ": " + e.getMessage();
                }
            }
        } finally {
            writtenBytes = copier.writtenBytes();
        }
    }

    private static void log(CopyState state) {
        if (state.upToDate()) {
            LOG.info(
                    "The copy in {} is up to date: {} backups and {} bytes copied",
                    state.place(),
                    state.copied(),
                    state.writtenBytes());
        } else {
            LOG.warn(
                    "The copy in {} is not up to date, backups lacking: {}{}: {}; the next backup or 'dbguard copy' tries again",
                    state.place(),
                    state.lacking().size(),
                    state.lacking().isEmpty()
                            ? ""
                            : ", the oldest " + state.lacking().get(0),
                    state.problem());
        }
    }
}
