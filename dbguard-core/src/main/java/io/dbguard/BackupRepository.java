package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.BackupListing;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.report.Verification;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.internal.verify.VerifyJob;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Path;

/** A place with backups. Needs no database. Immutable and thread-safe. */
public final class BackupRepository {
    private final Storage storage;

    BackupRepository(Storage storage) {
        this.storage = storage;
    }

    /**
     * Looks into a folder.
     *
     * @param folder where a guard stored backups
     */
    public static BackupRepository in(Path folder) {
        return new BackupRepository(new LocalStorage(folder));
    }

    /**
     * Looks into any storage.
     *
     * @param place where a guard stored backups
     */
    public static BackupRepository in(Storage place) {
        return new BackupRepository(place);
    }

    /** Lists all backups, oldest first, and names what looks like one but cannot be read. */
    public BackupListing list() {
        return new Catalogue(Repository.open(storage)).list();
    }

    /**
     * Finds a backup.
     *
     * @param name its name, the beginning of it if that is enough to tell it from others, or {@code latest}
     * @throws io.dbguard.api.RequestException if none fits, or several do
     */
    public BackupId find(String name) {
        return new Catalogue(Repository.open(storage)).find(name);
    }

    /**
     * Reads all that is said of a backup.
     *
     * @param id the backup
     */
    public Manifest manifest(BackupId id) {
        return Repository.open(storage).manifests().read(id);
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
        return new VerifyJob(Repository.open(storage), id, listener).run();
    }

    /**
     * Starts the description of an export; nothing happens before one of its closing methods.
     *
     * @param id the backup
     */
    public ExportRequest export(BackupId id) {
        return ExportRequest.of(storage, id);
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
}
