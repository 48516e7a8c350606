package io.dbguard.internal.place;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.CopyState;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a copy up to date: all backups that it lacks, the oldest first. What is cut off goes on where it was the next
 * time. Never throws for what a place does, since a copy that cannot be reached must not make a backup fail.
 */
public final class CopyJob {
    private static final Logger LOG = LoggerFactory.getLogger(CopyJob.class);

    private final PlacesStorage source;
    private final Storage target;
    private final UnaryOperator<Set<BackupId>> wanted;
    private NavigableMap<BackupId, List<String>> lacking = new TreeMap<>();
    private String problem = "";
    private int copied;
    private long writtenBytes;

    /**
     * Creates a job.
     *
     * @param source where the backups are; other copies may stand in for what the first place has damaged
     * @param target the copy
     * @param wanted which of all backups the copy is to hold, such as those that a retention of its own keeps
     */
    public CopyJob(PlacesStorage source, Storage target, UnaryOperator<Set<BackupId>> wanted) {
        this.source = source;
        this.target = target;
        this.wanted = wanted;
    }

    /** Copies, and says how far it came. */
    public CopyState run() {
        try {
            lacking = ManifestFiles.in(source);
            lacking.keySet().retainAll(wanted.apply(Set.copyOf(lacking.keySet())));
            checkIdentity();
            lacking.keySet().removeAll(ManifestFiles.in(target).keySet());
            if (!lacking.isEmpty()) {
                copyAll();
            }
        } catch (IOException e) {
            problem = IoReason.of(e);
        }
        var state = new CopyState(
                target.describe(), Instant.now(), copied, writtenBytes, List.copyOf(lacking.keySet()), problem);
        log(state);
        return state;
    }

    /** A copy has the identity of what it is a copy of; two repositories never become one by mistake. */
    private void checkIdentity() throws IOException {
        byte[] own = source.readIntact(RepositoryPaths.DESCRIPTOR)
                .orElseThrow(() -> new UnreadableSourceException(RepositoryPaths.DESCRIPTOR));
        Reading there = new CheckedFiles(target).read(RepositoryPaths.DESCRIPTOR);
        if (there instanceof Reading.Missing) {
            if (!target.list(RepositoryPaths.MANIFESTS).isEmpty()) {
                throw new IOException(RepositoryPaths.DESCRIPTOR + " is missing there; run 'dbguard repair'");
            }
            target.create(RepositoryPaths.DESCRIPTOR, own);
        } else if (!(there instanceof Reading.Intact intact)) {
            throw new IOException(RepositoryPaths.DESCRIPTOR + ": " + there.problem());
        } else if (!CheckedFiles.identity(intact.content()).equals(CheckedFiles.identity(own))) {
            throw new IOException("it holds another repository; give each repository a place of its own");
        }
    }

    /** One damaged backup does not keep back those after it; a place that refuses does. */
    private void copyAll() throws IOException {
        var copier = new BackupCopier(source, target);
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
