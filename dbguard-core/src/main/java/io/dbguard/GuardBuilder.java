package io.dbguard;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.event.GuardListener;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.Connections;
import io.dbguard.internal.Pace;
import io.dbguard.internal.deployment.CriticalVariables;
import io.dbguard.internal.place.Copies;
import io.dbguard.internal.place.Copy;
import io.dbguard.internal.schedule.Timing;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Describes a {@link Guard}. Not thread-safe; the guard that it builds is. */
public final class GuardBuilder {
    private final DataSource dataSource;
    private @Nullable Storage storage;
    private RepositoryKeys keys = RepositoryKeys.NONE;
    private final List<Copy> copies = new ArrayList<>();
    private @Nullable DatabaseProvider provider;
    private Duration lockWait = Duration.ofSeconds(5);
    private Timing timing = Timing.USUAL;
    private boolean leaveOutUnsupported;
    private @Nullable Retention retention;
    private ProgressListener progress = ProgressListener.NONE;
    private Connections connections = Connections.USUAL;
    private Pace pace = Pace.FREE;
    private final List<GuardListener> listeners = new ArrayList<>();
    private CriticalVariables critical = CriticalVariables.NONE;
    private Optional<DrillPlan> drills = Optional.empty();
    private final Map<String, List<String>> groups = new TreeMap<>();

    GuardBuilder(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Keeps backups in a folder, which is created when it is first written to. It must outlive the application: a
     * temporary folder or a container's own file system does not.
     *
     * @param folder the folder
     */
    public GuardBuilder storeIn(Path folder) {
        return storeIn(new LocalStorage(folder));
    }

    /**
     * Keeps backups in any storage.
     *
     * @param place where
     */
    public GuardBuilder storeIn(Storage place) {
        this.storage = place;
        return this;
    }

    /**
     * Encrypts backups, in the age format. Taking one needs only these public keys; reading one needs an identity. A
     * repository that is there must have exactly these recipients. Default: a plain repository.
     *
     * @param recipients public keys as {@code age-keygen} prints them, {@code age1…}
     */
    public GuardBuilder encryptTo(String... recipients) {
        return keys(keys.encryptTo(recipients));
    }

    /**
     * Gives an identity, with which this guard can read what is encrypted: to restore, verify and export.
     *
     * @param text a secret key, {@code AGE-SECRET-KEY-1…}, or all of a file that {@code age-keygen} wrote
     */
    public GuardBuilder identity(String text) {
        return keys(keys.identity(text));
    }

    /**
     * Signs backups. This guard then reads only what was signed with this key or a trusted one.
     *
     * @param key an Ed25519 key
     */
    public GuardBuilder signWith(PrivateKey key) {
        return keys(keys.signWith(key));
    }

    /**
     * Reads only backups that were signed with one of these keys. A restore refuses any other before it runs a single
     * statement, since a backup is code that will be run.
     *
     * @param signers Ed25519 keys
     */
    public GuardBuilder trust(PublicKey... signers) {
        return keys(keys.trust(signers));
    }

    /**
     * Gives all keys at once, instead of those there were; {@link RepositoryKeys} also takes them as text.
     *
     * @param all the keys
     */
    public GuardBuilder keys(RepositoryKeys all) {
        this.keys = all;
        return this;
    }

    /**
     * Keeps copies of all backups in other folders; may be called several times.
     *
     * @param folders best on other disks, other machines
     */
    public GuardBuilder copyTo(Path... folders) {
        for (Path folder : folders) {
            copies.add(Copy.of(new LocalStorage(folder)));
        }
        return this;
    }

    /**
     * Keeps copies of all backups in other places; may be called several times. A copy is a repository in itself. After
     * each backup it gets what it lacks; while it cannot be reached, it lags behind, and is told of. A restore, an export
     * or a verification reads from a copy what is damaged in the place of {@link #storeIn}.
     *
     * <p>The backups that a restore or a migration takes for safety are copied with the next backup, so that neither waits
     * for a slow line.
     *
     * @param places best on other machines, in other hands
     */
    public GuardBuilder copyTo(Storage... places) {
        for (Storage place : places) {
            copies.add(Copy.of(place));
        }
        return this;
    }

    /**
     * Keeps a copy in another folder that holds other backups than the first place: more of them, or fewer.
     *
     * @param folder best on another disk, another machine
     * @param rules which backups of this database the copy keeps, whatever becomes of them in the first place
     */
    public GuardBuilder copyTo(Path folder, Retention rules) {
        return copyTo(new LocalStorage(folder), rules);
    }

    /**
     * Keeps a copy in another place that holds other backups than the first: more of them, or fewer.
     *
     * @param place best on another machine, in other hands
     * @param rules which backups of this database the copy keeps, whatever becomes of them in the first place
     */
    public GuardBuilder copyTo(Storage place, Retention rules) {
        copies.add(Copy.of(place, rules));
        return this;
    }

    /**
     * Names the database module. By default the one on the class path that fits the database is taken.
     *
     * @param module speaks the database's language
     */
    public GuardBuilder provider(DatabaseProvider module) {
        this.provider = module;
        return this;
    }

    /**
     * Sets how long a backup or restore waits for a lock that somebody else holds. Default: 5 seconds.
     *
     * @param limit more than zero
     */
    public GuardBuilder lockWait(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("The lock wait must be more than zero, not " + limit);
        }
        this.lockWait = limit;
        return this;
    }

    /**
     * Sets when {@link Guard#backupAfterWrite()} leads to a backup: after there has been no write for a while, but at the
     * latest when the oldest write has waited for the longer time, which is therefore what can be lost at the most.
     * Default: 2 seconds and 30 seconds.
     *
     * @param quiet how long there must have been no write
     * @param maxDelay how long a write waits at the most, not less than {@code quiet}
     */
    public GuardBuilder afterWrite(Duration quiet, Duration maxDelay) {
        if (quiet.isNegative() || maxDelay.compareTo(quiet) < 0) {
            throw new IllegalArgumentException(
                    "The quiet time must not be negative nor more than the longest delay: " + quiet + ", " + maxDelay);
        }
        this.timing = timing.withDelays(quiet, maxDelay);
        return this;
    }

    /**
     * Sets how long it must be at least from the start of one backup after a write to the start of the next. Must not be more
     * than the longest delay of {@link #afterWrite}, which goes on to count. An attempt that failed is tried again without
     * regard to it. Default: zero.
     *
     * @param leastTime zero or more
     */
    public GuardBuilder afterWriteAtMost(Duration leastTime) {
        if (leastTime.isNegative()) {
            throw new IllegalArgumentException("The time between two backups must not be negative: " + leastTime);
        }
        this.timing = timing.withLeastGap(leastTime);
        return this;
    }

    /**
     * Sets after what time a pause of {@link Guard#pauseBackups} is complained of, in the log and as an event, and after
     * that time again, as long as there are writes that no backup holds. Default: 1 hour.
     *
     * @param limit more than zero
     */
    public GuardBuilder pauseAtMost(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("The limit for a pause must be more than zero, not " + limit);
        }
        this.timing = timing.withPauseLimit(limit);
        return this;
    }

    /**
     * Sets how many connections a backup may read from at once. All of them see the same moment. When the pool does not give
     * as many, the backup goes on with those that it has; it needs one. More than there are cores to spare, here and on
     * the server, make nothing faster. H2 is read on one. Default: one, and a second where there are more than 64 MB.
     *
     * @param most 1 or more
     */
    public GuardBuilder connections(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("A backup needs at least one connection, not " + most);
        }
        this.connections = new Connections(most);
        return this;
    }

    /**
     * Sets how fast backups read rows, all connections together. A backup that takes longer also keeps its view of the
     * database for longer, and what is deleted meanwhile takes up space until then. Default: as fast as it goes.
     *
     * @param bytesPerSecond bytes of rows as text in a second, more than zero
     */
    public GuardBuilder readAtMost(long bytesPerSecond) {
        if (bytesPerSecond <= 0) {
            throw new IllegalArgumentException("A backup has to read something each second, not " + bytesPerSecond);
        }
        this.pace = new Pace(bytesPerSecond);
        return this;
    }

    /**
     * Sets how long {@link Guard#close()} waits for the backup that is due after a write. One that takes longer is broken
     * off: it leaves nothing behind, and all earlier ones are whole. Default: 20 seconds.
     *
     * @param limit zero to break off at once
     */
    public GuardBuilder closeWithin(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("The time must not be negative: " + limit);
        }
        this.timing = timing.withCloseWait(limit);
        return this;
    }

    /**
     * Lets every backup of this guard leave out what dbguard cannot back up, with a warning. By default such an object
     * makes a backup fail, because a backup that lacks something must not look complete.
     */
    public GuardBuilder leaveOutUnsupported() {
        this.leaveOutUnsupported = true;
        return this;
    }

    /**
     * Removes old backups of this database after each successful backup, and what only they needed. A backup never fails
     * because of that: when others work with the repository, it is left to the next one. Default: all backups are kept.
     *
     * @param rules which are kept
     */
    public GuardBuilder keep(Retention rules) {
        this.retention = rules;
        return this;
    }

    /**
     * Names who is told how far a backup, restore or verification has come. Default: nobody.
     *
     * @param listener is called by whichever thread works, never by two at once
     */
    public GuardBuilder onProgress(ProgressListener listener) {
        this.progress = listener;
        return this;
    }

    /**
     * Names who is told what happens: backups taken and failed, restores, refusals, approvals; may be called several times.
     * All of it also goes to the audit log of the repository. Default: nobody.
     *
     * @param listener is called by whichever thread works
     */
    public GuardBuilder onEvent(GuardListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Gives some tables a name together, such as {@code admin} for those without which nobody can log in; may be called several
     * times. Every backup says which groups there are, so that the command line knows them too. Default: none.
     *
     * @param name in letters, digits, {@code -} and {@code _}
     * @param tables each with its schema where the name alone fits several
     */
    public GuardBuilder group(String name, String... tables) {
        if (!name.matches("[\\p{L}\\p{N}_-]+") || tables.length == 0) {
            throw new IllegalArgumentException(
                    "A group has a name of letters, digits, - and _, and at least one table: " + name);
        }
        groups.put(name, List.of(tables));
        return this;
    }

    /**
     * Names variables of the environment that must not change unnoticed from one deployment to the next, such as {@code
     * DATABASE_URL}; may be called several times. {@link Guard#check()} compares them with those of the last good deployment.
     * Of their values the repository holds keyed hashes alone. Default: none.
     *
     * @param names their names
     */
    public GuardBuilder critical(String... names) {
        critical = critical.and(List.of(names));
        return this;
    }

    /**
     * Names critical variables that come from elsewhere than the environment; may be called several times. The map is copied,
     * and no log, exception or report shows its values.
     *
     * @param values values by name; an empty one counts as missing
     */
    public GuardBuilder critical(Map<String, String> values) {
        critical = critical.and(values);
        return this;
    }

    /**
     * Lets the guard restore the newest backup into an empty database again and again, on a thread of its own, and prove so that
     * it can be restored. For H2; on PostgreSQL an empty database has to be named, see {@link #drillEvery(Duration,
     * UnaryOperator)}. Default: no drills.
     *
     * @param time how long after one drill the next is due, such as a week
     */
    public GuardBuilder drillEvery(Duration time) {
        return drillEvery(time, drill -> drill);
    }

    /**
     * Lets the guard restore the newest backup into an empty database again and again, on a thread of its own, and prove so that
     * it can be restored. When the last drill was is noted in the repository, so that it does not matter how often the application
     * is started, and of all instances that share the repository one holds it. None begins in the first five minutes, unless
     * {@code time} is shorter. A drill that fails is logged as an error, and told to listeners; one that could not be held is
     * tried again, after an hour or {@code time}.
     *
     * @param time how long after one drill the next is due, such as a week
     * @param wanted says where the drill is held, what it must not take longer than, and what is looked at; called for each drill
     */
    public GuardBuilder drillEvery(Duration time, UnaryOperator<DrillRequest> wanted) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("The time between two drills must be more than zero, not " + time);
        }
        this.drills = Optional.of(new DrillPlan(time, wanted));
        return this;
    }

    /**
     * Builds the guard. No connection is made before the first use, unless it holds drills.
     *
     * @throws IllegalStateException if {@link #storeIn} was not called, or {@link #afterWriteAtMost} contradicts {@link
     *     #afterWrite}
     */
    public Guard build() {
        if (storage == null) {
            throw new IllegalStateException("A guard needs a place for its backups: call storeIn(…)");
        }
        if (!timing.keepsMaxDelay()) {
            throw new IllegalStateException(
                    "At least " + timing.leastGap() + " between two backups after writes would let a"
                            + " write wait for longer than the " + timing.maxDelay()
                            + " that are allowed: make the one shorter or the"
                            + " other longer");
        }
        return new Guard(
                new Session(
                        dataSource,
                        provider,
                        lockWait,
                        new Copies(storage, copies),
                        keys,
                        progress,
                        leaveOutUnsupported,
                        retention,
                        connections,
                        pace,
                        listeners,
                        critical,
                        Map.copyOf(groups)),
                timing,
                drills);
    }
}
