package io.dbguard.internal.verify;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.internal.repository.DamagedBlobException;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.StoredBlob;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the stored bytes of a backup and checks them against their digests, without opening them. This is as far as a
 * writer without an identity can go; it is not noted as a verification.
 */
public final class StoredBytesJob {
    private final Repository repository;
    private final BackupId id;

    /**
     * Creates a job.
     *
     * @param repository where the backup is
     * @param id which
     */
    public StoredBytesJob(Repository repository, BackupId id) {
        this.repository = repository;
        this.id = id;
    }

    /** Checks all files of the backup, and returns what is wrong with them. */
    public List<Damage> run() {
        List<Damage> damages = new ArrayList<>();
        try {
            repository.manifests().check(id);
            for (StoredBlob blob : repository.manifests().blobs(id)) {
                check(blob, damages);
            }
        } catch (RepositoryException e) {
            damages.add(new Damage(repository.manifests().path(id), "", e.failed()));
        }
        return damages;
    }

    private void check(StoredBlob blob, List<Damage> damages) {
        try {
            repository.blobs().stored(blob.chunk(""));
        } catch (DamagedBlobException e) {
            damages.add(new Damage(e.path(), "", e.what()));
        }
    }
}
