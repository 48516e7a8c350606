package io.dbguard.internal.verify;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.Progress.Activity;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.report.Verification;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.ProgressTracker;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.place.Finding;
import io.dbguard.internal.repository.DamagedBlobException;
import io.dbguard.internal.repository.DamagedManifestException;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.UntrustedManifestException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads a backup from end to end: every digest, every row count, every fingerprint. Goes on after a damage. */
public final class VerifyJob {
    private final Repository repository;
    private final BackupId id;
    private final ProgressListener listener;
    private final Supplier<List<Finding>> findings;
    private final List<Damage> damages = new ArrayList<>();

    /**
     * Creates a job.
     *
     * @param repository where the backup is
     * @param id which
     * @param listener is told how far it is
     */
    public VerifyJob(Repository repository, BackupId id, ProgressListener listener) {
        this(repository, id, listener, List::of);
    }

    /**
     * Creates a job for a repository with copies. What is intact only in a copy counts as damaged where it should be.
     *
     * @param repository where the backup is
     * @param id which
     * @param listener is told how far it is
     * @param findings what was read from a copy since this was last asked
     */
    public VerifyJob(Repository repository, BackupId id, ProgressListener listener, Supplier<List<Finding>> findings) {
        this.findings = findings;
        this.repository = repository;
        this.id = id;
        this.listener = listener;
    }

    /** Verifies, and notes the result in the repository. */
    public Verification run() {
        Manifest manifest;
        try {
            manifest = repository.manifests().read(id);
        } catch (DamagedManifestException e) {
            repository.verifications().recordDamage(id, Instant.now());
            return unreadable(e);
        } catch (UntrustedManifestException e) {
            // Not noted: for whoever trusts others it may be good.
            return unreadable(e);
        }
        addFindings("");
        var progress =
                new ProgressTracker(listener, Activity.VERIFY, manifest.tables().size());
        manifest.tables().forEach(content -> verify(content, progress));
        if (!damages.isEmpty()) {
            repository.verifications().recordDamage(id, Instant.now());
            return new Verification.Damaged(id, damages);
        }
        repository.verifications().record(id, Instant.now());
        return new Verification.Intact(id, manifest.tables().size(), manifest.rows(), manifest.storedBytes());
    }

    private Verification unreadable(RepositoryException e) {
        return new Verification.Damaged(
                id, List.of(new Damage(repository.manifests().path(id), "", e.failed())));
    }

    private void verify(TableContent content, ProgressTracker progress) {
        String table = content.table().name().toString();
        var sum = new FingerprintSum();
        boolean complete = true;
        for (Chunk chunk : content.chunks()) {
            try {
                verify(chunk, sum);
                progress.passed(content.table().name(), chunk.rawBytes());
            } catch (DamagedBlobException e) {
                damages.add(new Damage(e.path(), table, e.what()));
                complete = false;
            }
            addFindings(table);
        }
        progress.finished(content.table().name());
        if (complete && !sum.isOf(content)) {
            damages.add(new Damage(repository.manifests().path(id), table, "its fingerprint does not fit the rows"));
        }
    }

    private void addFindings(String table) {
        for (Finding finding : findings.get()) {
            damages.add(new Damage(
                    finding.file(),
                    table,
                    finding.what() + " in " + finding.place() + "; it is intact in " + finding.from()
                            + ", and 'dbguard repair' mends it from there"));
        }
    }

    private void verify(Chunk chunk, FingerprintSum sum) {
        long rows = sum.addAll(repository.blobs().get(chunk));
        if (rows != chunk.rows()) {
            throw repository.blobs().damaged(chunk, "it holds " + rows + " rows instead of " + chunk.rows());
        }
    }
}
