package io.dbguard;

import io.dbguard.api.BusyException;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.check.CheckResult;
import io.dbguard.api.check.DrillReport;
import io.dbguard.api.event.GuardEvent;
import io.dbguard.api.event.GuardListener;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.report.BackupReport;
import io.dbguard.api.report.CopyState;
import io.dbguard.api.report.DrillNote;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.Connections;
import io.dbguard.internal.Pace;
import io.dbguard.internal.Providers;
import io.dbguard.internal.Target;
import io.dbguard.internal.backup.BackupJob;
import io.dbguard.internal.backup.BackupOrder;
import io.dbguard.internal.deployment.CriticalVariables;
import io.dbguard.internal.event.Events;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.lock.Hold;
import io.dbguard.internal.place.Copies;
import io.dbguard.internal.place.CopyRecords;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.repository.RepositoryPaths;
import io.dbguard.internal.retention.PlaceRetention;
import io.dbguard.internal.storage.SpaceWatch;
import io.dbguard.spi.database.DatabaseProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a guard was built with. Connects to nothing before it is asked. Thread-safe. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final DataSource dataSource;
    private final Duration lockWait;
    private final Copies places;
    private final RepositoryKeys keys;
    private final ProgressListener progress;
    private final boolean leaveOutUnsupported;
    private final Connections connections;
    private final Pace pace;
    private final Events events;
    private final CriticalVariables critical;
    private final Map<String, List<String>> groups;
    private final @Nullable Retention retention;
    private volatile @Nullable DatabaseProvider provider;
    private volatile Optional<DrillNote> lastDrill = Optional.empty();

    /**
     * Creates a session.
     *
     * @param dataSource gives connections
     * @param provider speaks the database's language, null to find out
     * @param lockWait how long to wait for a lock
     * @param places where the backups are, and their copies
     * @param keys who may read and sign them
     * @param progress is told how far long work has come
     * @param leaveOutUnsupported whether backups leave out what they cannot hold
     * @param retention which backups are kept, null for all
     * @param connections how many may be used at once
     * @param pace how fast rows may be read for a backup
     * @param listeners are told what happens
     * @param critical variables that must not change from one deployment to the next
     * @param groups names that the application has for some of its tables together
     */
    Session(
            DataSource dataSource,
            @Nullable DatabaseProvider provider,
            Duration lockWait,
            Copies places,
            RepositoryKeys keys,
            ProgressListener progress,
            boolean leaveOutUnsupported,
            @Nullable Retention retention,
            Connections connections,
            Pace pace,
            List<GuardListener> listeners,
            CriticalVariables critical,
            Map<String, List<String>> groups) {
        this.dataSource = dataSource;
        this.provider = provider;
        this.lockWait = lockWait;
        this.places = places;
        this.keys = keys;
        this.progress = progress;
        this.leaveOutUnsupported = leaveOutUnsupported;
        this.retention = retention;
        this.connections = connections;
        this.pace = pace;
        this.critical = critical;
        this.groups = groups;
        this.events = new Events(() -> repositoryToWrite().storage(), listeners);
    }

    /** Returns the database, after finding out what it is. */
    Target target() {
        return target(dataSource);
    }

    /**
     * Returns another database of the same kind.
     *
     * @param source lends connections to it
     */
    Target target(DataSource source) {
        DatabaseProvider known = provider;
        if (known == null) {
            known = Providers.detect(source);
            provider = known;
        }
        return new Target(source, known, lockWait, progress, connections, pace, groups);
    }

    /** Returns where connections come from. */
    DataSource dataSource() {
        return dataSource;
    }

    /** Returns the repository for writing; it is created if it is not there. */
    Repository repositoryToWrite() {
        return Repository.openOrCreate(new SpaceWatch(places.toWrite()), keys);
    }

    /**
     * Removes what is not to be kept, after a backup. The backup is done whatever becomes of this, and the next one tries
     * it again.
     *
     * @param backup one of this database
     */
    void keepTo(BackupId backup) {
        Retention rules = retention;
        if (rules == null) {
            return;
        }
        try {
            Repository repository = Repository.open(places.first(), keys);
            var database = repository.manifests().header(backup).database();
            new PlaceRetention(rules, Optional.of(database))
                    .apply(repository)
                    .filter(report -> report.removedBackups() > 0)
                    .ifPresent(report -> events.tell(Happenings.prune(report)));
        } catch (DbGuardException e) {
            LOG.warn("Backup {} is done, but old backups could not be removed: {}", backup, e.getMessage());
        }
    }

    /**
     * Keeps others from removing anything of the repository.
     *
     * @param doing what for
     */
    Hold reading(String doing) {
        return repositoryToRead().locks().reading(doing, lockWait);
    }

    /** Returns the repository for reading. */
    Repository repositoryToRead() {
        return Repository.open(places.toRead(), keys);
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
        return backUp(order, dataSource);
    }

    /**
     * Takes a backup and brings the copies up to date.
     *
     * @param order what it is to hold
     * @param source lends the connections, to the same database
     */
    BackupReport backUp(BackupOrder order, DataSource source) {
        BackupReport report = take(order, source);
        if (report.unchanged()
                && new CopyRecords(places.first()).known().stream().allMatch(CopyState::upToDate)) {
            return report;
        }
        List<CopyState> copies =
                places.bringUpToDate(lockWait, Optional.of(report.header().database()));
        keepTo(report.header().id());
        return report.withCopies(copies);
    }

    /**
     * Takes a backup and leaves the copies as they are.
     *
     * @param order what it is to hold
     */
    BackupReport take(BackupOrder order) {
        return take(order, dataSource);
    }

    private BackupReport take(BackupOrder order, DataSource source) {
        return telling(order, () -> {
            BackupReport report = new BackupJob(target(source), repositoryToWrite(), order).run();
            if (!report.unchanged()) {
                tell(report, order);
            }
            return report;
        });
    }

    private void tell(BackupReport report, BackupOrder order) {
        events.tell(Happenings.backup(report, order.written()));
        Happenings.rowsLost(report).ifPresent(events::tell);
    }

    private <T> T telling(BackupOrder order, Supplier<T> backup) {
        try {
            return backup.get();
        } catch (BusyException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(Happenings.backupFailed(order.reason(), e));
            throw e;
        }
    }

    /**
     * Takes a backup whatever has changed, leaves the copies as they are, and returns all that is in it.
     *
     * @param order what it is to hold
     */
    BackupJob.Taken takeWhole(BackupOrder order) {
        return telling(order, () -> {
            BackupJob.Taken taken = new BackupJob(target(), repositoryToWrite(), order).take();
            tell(taken.report(), order);
            return taken;
        });
    }

    /**
     * Tells of something that failed, which does not make a repository where there was none.
     *
     * @param event what
     */
    void failed(GuardEvent event) {
        if (repositoryIsThere()) {
            events.tell(event);
        } else {
            events.tellListeners(event);
        }
    }

    /** Returns whether there is a repository. */
    boolean repositoryIsThere() {
        try {
            return places.first().size(RepositoryPaths.DESCRIPTOR).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Notes what came of a drill, and tells of it.
     *
     * @param report what
     */
    void drilled(DrillReport report) {
        BackupId backup = report.backup();
        String name = "";
        try {
            DatabaseInfo database =
                    repositoryToRead().manifests().header(backup).database();
            name = database.name();
            Repository first = Repository.open(places.first(), keys);
            first.drillNotes().write(database, report.note());
            if (report.passed() && places.others().isEmpty()) {
                // Every digest, every row count and every fingerprint was looked at, and here alone.
                first.verifications().record(backup, report.time());
            }
            lastDrill = Optional.of(report.note());
        } catch (DbGuardException e) {
            LOG.warn("What came of the drill with {} could not be noted: {}", backup, e.getMessage());
        }
        if (!report.passed()) {
            LOG.error(
                    "The drill with backup {} failed: {}",
                    backup,
                    report.failures().stream().map(CheckResult::words).collect(Collectors.joining("; ")));
        }
        events.tell(Happenings.drill(name, report));
    }

    /**
     * Remembers a drill that was found noted.
     *
     * @param drill the last one of this database
     */
    void lastDrill(Optional<DrillNote> drill) {
        lastDrill = drill;
    }

    /** Returns the last drill of this database, as far as it is known without a look. */
    Optional<DrillNote> lastDrill() {
        return lastDrill;
    }

    /** Returns how long to wait for a lock. */
    Duration lockWait() {
        return lockWait;
    }

    /** Returns who is told what happens. */
    Events events() {
        return events;
    }

    /** Returns the variables that must not change from one deployment to the next. */
    CriticalVariables critical() {
        return critical;
    }

    /** Returns who may read and sign the backups. */
    RepositoryKeys keys() {
        return keys;
    }
}
