package io.dbguard;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.report.Verification;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.RekeyJob;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.retention.Pins;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.internal.verify.VerifyJob;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A place with backups. Needs no database. Immutable and thread-safe. */
public final class BackupRepository {
    private final Storage storage;
    private final RepositoryKeys keys;

    BackupRepository(Storage storage, RepositoryKeys keys) {
        this.storage = storage;
        this.keys = keys;
    }

    /**
     * Looks into a folder.
     *
     * @param folder where a guard stored backups
     */
    public static BackupRepository in(Path folder) {
        return in(new LocalStorage(folder));
    }

    /**
     * Looks into any storage.
     *
     * @param place where a guard stored backups
     */
    public static BackupRepository in(Storage place) {
        return new BackupRepository(place, RepositoryKeys.NONE);
    }

    /**
     * Looks with keys: an identity opens what is encrypted, and where keys are trusted nothing is read that none of them
     * signed. Listing an encrypted repository needs no identity.
     *
     * @param others instead of those there were
     */
    public BackupRepository with(RepositoryKeys others) {
        return new BackupRepository(storage, others);
    }

    /** Lists all backups, oldest first, and names what looks like one but cannot be read. */
    public BackupListing list() {
        return new Catalogue(open()).list();
    }

    /** Returns the size of all blobs that the readable backups need, each counted once, in bytes. Needs no identity. */
    public long storedBytes() {
        return new Catalogue(open()).storedBytes();
    }

    /**
     * Finds a backup.
     *
     * @param name its name, the beginning of it if that is enough to tell it from others, or {@code latest}
     * @throws io.dbguard.api.RequestException if none fits, or several do
     */
    public BackupId find(String name) {
        return new Catalogue(open()).find(name);
    }

    /**
     * Reads all that is said of a backup.
     *
     * @param id the backup
     */
    public Manifest manifest(BackupId id) {
        return open().manifests().read(id);
    }

    /**
     * Reads a backup from end to end: every digest, every row count, every fingerprint.
     *
     * @param id the backup
     */
    public Verification verify(BackupId id) {
        return verify(id, ProgressListener.NONE);
    }

    /**
     * Reads a backup from end to end and tells how far it is.
     *
     * @param id the backup
     * @param listener is called on this thread
     */
    public Verification verify(BackupId id, ProgressListener listener) {
        Repository repository = open();
        return repository
                .locks()
                .reading("verify", RepositoryLocks.USUAL_WAIT)
                .during(() -> new VerifyJob(repository, id, listener).run());
    }

    /**
     * Starts the description of a prune; nothing happens before one of its closing methods.
     *
     * @param retention which backups stay, for each database by itself
     */
    public PruneRequest prune(Retention retention) {
        return PruneRequest.of(this::open, retention);
    }

    /**
     * Lets a backup stay whatever the rules of a prune say. Pinning twice is pinning.
     *
     * @param id the backup
     */
    public void pin(BackupId id) {
        new Pins(open()).pin(id, RepositoryLocks.USUAL_WAIT);
    }

    /**
     * Lets the rules of a prune decide on a backup again.
     *
     * @param id the backup
     */
    public void unpin(BackupId id) {
        new Pins(open()).unpin(id);
    }

    /** Returns the backups that are pinned. */
    public Set<BackupId> pinned() {
        return new Pins(open()).all();
    }

    /**
     * Starts the description of an export; nothing happens before one of its closing methods.
     *
     * @param id the backup
     */
    public ExportRequest export(BackupId id) {
        return ExportRequest.of(this::open, id);
    }

    /**
     * Writes a backup as one script that the database's own tool loads into an empty database: {@code psql -f} for
     * PostgreSQL, {@code RUNSCRIPT} for H2. The module for that kind of database must be on the class path.
     *
     * @param id the backup
     * @param file does not exist yet
     */
    public void exportSql(BackupId id, Path file) {
        export(id).sql(file);
    }

    /**
     * Writes each table of a backup as a CSV file named after it.
     *
     * @param id the backup
     * @param folder gets the files; it is created if need be, and no file in it is overwritten
     */
    public void exportCsv(BackupId id, Path folder) {
        export(id).csv(folder);
    }

    /**
     * Changes who can read an encrypted repository. All backups are sealed anew, which takes as long as writing them and
     * for a while twice the space. What was killed meanwhile left a whole repository, and is finished by calling it again.
     * The keys of this repository must hold an identity, and the signing key if backups are signed; they name no recipients.
     * Somebody who could read before may have kept a copy.
     *
     * @param added public keys, {@code age1…}
     * @param removed public keys; one at least must stay
     * @return all recipients, which writers have to name from now on
     */
    public List<String> changeRecipients(List<String> added, List<String> removed) {
        return open().locks()
                .exclusive("rekey", RepositoryLocks.USUAL_WAIT)
                .during(() -> new RekeyJob(storage, keys).run(added, removed));
    }

    private Repository open() {
        return Repository.open(storage, keys);
    }
}
