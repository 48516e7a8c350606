package io.dbguard;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.event.AuditTrail;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.migration.SchemaChange;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.CopyState;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.report.SampleReport;
import io.dbguard.api.report.Verification;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.aftermath.SchemaLog;
import io.dbguard.internal.audit.AuditLog;
import io.dbguard.internal.diff.BackupSide;
import io.dbguard.internal.diff.DiffJob;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.place.Copies;
import io.dbguard.internal.place.Copy;
import io.dbguard.internal.place.CopyRecords;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.RekeyJob;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.retention.Pins;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.internal.verify.SampleJob;
import io.dbguard.internal.verify.VerifyJob;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A place with backups. Needs no database. Immutable and thread-safe. */
public final class BackupRepository {
    private final Copies places;
    private final RepositoryKeys keys;

    BackupRepository(Copies places, RepositoryKeys keys) {
        this.places = places;
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
        return new BackupRepository(new Copies(place, List.of()), RepositoryKeys.NONE);
    }

    /**
     * Looks with keys: an identity opens what is encrypted, and where keys are trusted nothing is read that none of them
     * signed. Listing an encrypted repository needs no identity.
     *
     * @param others instead of those there were
     */
    public BackupRepository with(RepositoryKeys others) {
        return new BackupRepository(places, others);
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
     * Reads a backup from end to end and tells how far it is. What only a copy has intact counts as damaged; the result
     * says where it is intact.
     *
     * @param id the backup
     * @param listener is called on this thread
     */
    public Verification verify(BackupId id, ProgressListener listener) {
        return places.verifyIn(id, (storage, findings) -> {
            Repository repository = Repository.open(storage, keys);
            return repository
                    .locks()
                    .reading("verify", RepositoryLocks.USUAL_WAIT)
                    .during(() -> new VerifyJob(repository, id, listener, findings).run());
        });
    }

    /**
     * Starts the description of a prune; nothing happens before one of its closing methods.
     *
     * @param retention which backups stay, for each database by itself
     */
    public PruneRequest prune(Retention retention) {
        return PruneRequest.of(this::openFirst, retention);
    }

    /**
     * Lets a backup stay whatever the rules of a prune say. Pinning twice is pinning.
     *
     * @param id the backup
     */
    public void pin(BackupId id) {
        new Pins(openFirst()).pin(id, RepositoryLocks.USUAL_WAIT);
    }

    /**
     * Lets the rules of a prune decide on a backup again.
     *
     * @param id the backup
     */
    public void unpin(BackupId id) {
        new Pins(openFirst()).unpin(id);
    }

    /** Returns the backups that are pinned. */
    public Set<BackupId> pinned() {
        return new Pins(openFirst()).all();
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
        return openFirst()
                .locks()
                .exclusive("rekey", RepositoryLocks.USUAL_WAIT)
                .during(() -> new RekeyJob(places.first(), keys).run(added, removed));
    }

    /**
     * Reads a share of all blobs, another one each time, so that after some runs everything has been read. Best run every
     * day: with 10 % each backup is proven again every ten days. Looks at this place alone, not at its copies.
     *
     * @param percent how much is read at a time, from 1 to 100
     */
    public SampleReport verifySample(int percent) {
        Repository first = openFirst();
        var job = new SampleJob(first, percent);
        return first.locks()
                .reading("verify --sample", RepositoryLocks.USUAL_WAIT)
                .during(job::run);
    }

    /**
     * Names copies of this repository: what is damaged here is read there, and {@link #copy} brings them up to date.
     *
     * @param folders where the copies are
     */
    public BackupRepository withCopies(Path... folders) {
        return withCopies(Stream.of(folders).map(LocalStorage::new).toArray(Storage[]::new));
    }

    /**
     * Names copies of this repository: what is damaged here is read there, and {@link #copy} brings them up to date.
     *
     * @param others where the copies are
     */
    public BackupRepository withCopies(Storage... others) {
        return with(Stream.of(others).map(Copy::of));
    }

    /**
     * Names a copy that keeps other backups than this repository. {@link #copy} then brings what its rules keep, and removes
     * from it what they do not.
     *
     * @param place where the copy is
     * @param rules which backups the copy keeps, for each database by itself
     */
    public BackupRepository withCopy(Storage place, Retention rules) {
        return with(Stream.of(Copy.of(place, rules)));
    }

    private BackupRepository with(Stream<Copy> more) {
        List<Copy> all = Stream.concat(places.others().stream(), more).toList();
        return new BackupRepository(new Copies(places.first(), all), keys);
    }

    /**
     * Brings every copy up to date. Needs no key: what is stored is copied as it is, each byte held against its digest.
     *
     * @return how far each copy has come; one that cannot be reached is no exception
     */
    public List<CopyState> copy() {
        open();
        return places.bringUpToDate(RepositoryLocks.USUAL_WAIT, Optional.empty());
    }

    /** Returns how far each copy had come when it was last brought up to date, and which backups came since. */
    public List<CopyState> copies() {
        return new CopyRecords(places.first()).known();
    }

    /**
     * Starts the description of a repair of this place from a copy, or of a copy from another.
     *
     * @param folder holds the same backups
     */
    public RepairRequest repairFrom(Path folder) {
        return repairFrom(new LocalStorage(folder));
    }

    /**
     * Starts the description of a repair of this place from a copy, or of a copy from another.
     *
     * @param other holds the same backups
     */
    public RepairRequest repairFrom(Storage other) {
        return new RepairRequest(places.first(), other);
    }

    /**
     * Returns how the schema changed from backup to backup, oldest change first. Reads all manifests, so in an encrypted
     * repository it needs an identity.
     */
    public List<SchemaChange> schemaLog() {
        return new SchemaLog(open()).read();
    }

    /**
     * Starts the description of a comparison of two backups, by definitions and rows; nothing happens before {@link
     * DiffRequest#run()}. A backup is compared with the database by {@link Guard#diff()}.
     *
     * @param before the earlier one
     * @param after the later one
     */
    public DiffRequest diff(BackupId before, BackupId after) {
        return DiffRequest.of(order -> {
            Repository repository = open();
            return repository
                    .locks()
                    .reading("diff", RepositoryLocks.USUAL_WAIT)
                    .during(() -> new DiffJob(
                                    new BackupSide(repository, before), new BackupSide(repository, after), order)
                            .run());
        });
    }

    /**
     * Starts the description of a search for all that a row was in the backups; nothing happens before {@link
     * HistoryRequest#of(String)}.
     *
     * @param table the table, with its schema if need be
     */
    public HistoryRequest history(String table) {
        return HistoryRequest.of(this::open, table);
    }

    /**
     * Reads the audit log: every backup, restore, refusal, approval and prune that was carried out through this repository,
     * and whether lines were changed or removed. Copies of the repository keep the lines too, and show when the newest are gone.
     *
     * @throws io.dbguard.api.RepositoryException if it cannot be read
     */
    public AuditTrail auditTrail() {
        Repository repository = openFirst();
        try {
            AuditTrail own = new AuditLog(repository.storage())
                    .read(repository.manifests().ids().stream()
                            .map(BackupId::value)
                            .toList());
            List<String> problems = new ArrayList<>(own.problems());
            problems.addAll(places.missingInLog());
            return new AuditTrail(own.entries(), problems);
        } catch (IOException e) {
            throw new RepositoryException(
                    "The audit log in " + repository.describe() + " cannot be read: " + IoReason.of(e),
                    "nothing was changed",
                    "see to it that the place can be read",
                    e);
        }
    }

    private Repository open() {
        return Repository.open(places.toRead(), keys);
    }

    private Repository openFirst() {
        return Repository.open(places.first(), keys);
    }
}
