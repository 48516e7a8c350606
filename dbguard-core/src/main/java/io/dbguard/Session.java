package io.dbguard;

import io.dbguard.api.report.BackupReport;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.internal.Providers;
import io.dbguard.internal.Target;
import io.dbguard.internal.backup.BackupJob;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.place.Copies;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.storage.SpaceWatch;
import io.dbguard.spi.database.DatabaseProvider;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a guard was built with. Connects to nothing before it is asked. Thread-safe. */
final class Session {
    private final DataSource dataSource;
    private final Duration lockWait;
    private final Copies places;
    private final ProgressListener progress;
    private final boolean leaveOutUnsupported;
    private volatile @Nullable DatabaseProvider provider;

    /**
     * Creates a session.
     *
     * @param dataSource gives connections
     * @param provider speaks the database's language, null to find out
     * @param lockWait how long to wait for a lock
     * @param places where the backups are, and their copies
     * @param progress is told how far long work has come
     * @param leaveOutUnsupported whether backups leave out what they cannot hold
     */
    Session(
            DataSource dataSource,
            @Nullable DatabaseProvider provider,
            Duration lockWait,
            Copies places,
            ProgressListener progress,
            boolean leaveOutUnsupported) {
        this.dataSource = dataSource;
        this.provider = provider;
        this.lockWait = lockWait;
        this.places = places;
        this.progress = progress;
        this.leaveOutUnsupported = leaveOutUnsupported;
    }

    /** Returns the database, after finding out what it is. */
    Target target() {
        DatabaseProvider known = provider;
        if (known == null) {
            known = Providers.detect(dataSource);
            provider = known;
        }
        return new Target(dataSource, known, lockWait, progress);
    }

    /** Returns the repository for writing; it is created if it is not there. */
    Repository repositoryToWrite() {
        return Repository.openOrCreate(new SpaceWatch(places.toWrite()));
    }

    /** Returns the repository for reading. */
    Repository repositoryToRead() {
        return Repository.open(places.toRead());
    }

    /** Returns who is told how far long work has come. */
    ProgressListener progress() {
        return progress;
    }

    /** Returns whether backups leave out what they cannot hold, instead of failing. */
    boolean leaveOutUnsupported() {
        return leaveOutUnsupported;
    }

    /** Returns where the backups are, and their copies. */
    Copies places() {
        return places;
    }

    /**
     * Takes a backup and brings the copies up to date.
     *
     * @param order what it is to hold
     */
    BackupReport backUp(BackupOrder order) {
        BackupReport report = new BackupJob(target(), repositoryToWrite(), order).run();
        return report.withCopies(places.bringUpToDate());
    }
}
