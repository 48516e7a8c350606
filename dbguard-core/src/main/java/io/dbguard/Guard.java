package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.migration.MigrationSource;
import io.dbguard.api.report.Health;
import io.dbguard.api.write.WriteRules;
import io.dbguard.internal.diff.BackupSide;
import io.dbguard.internal.drill.DrillSchedule;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.schedule.AfterWriteBackups;
import io.dbguard.internal.schedule.Timing;
import io.dbguard.internal.verify.CompareJob;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * Keeps the data of one database: takes backups, verifies them, and brings data back. Immutable and thread-safe; an
 * application has one guard for each database and closes it when it ends.
 *
 * <pre>{@code
 * Guard guard = Guard.protect(dataSource).storeIn(Path.of("/var/lib/app/backups")).build();
 * guard.backup().label("before-cleanup").run();
 * guard.restore().latest().table("users").run();
 * }</pre>
 */
public final class Guard implements AutoCloseable {
    private final Session session;
    private final AfterWriteBackups afterWrite;
    private final Writes writes;
    private final Optional<DrillSchedule> drills;

    Guard(Session session, Timing timing, Optional<DrillPlan> drills) {
        this.session = session;
        this.drills = drills.map(plan -> plan.start(session));
        this.afterWrite = new AfterWriteBackups(new AfterWriteBackup(session), timing);
        this.writes = new Writes(session, afterWrite);
    }

    /**
     * Starts the description of a guard.
     *
     * @param dataSource gives connections to the database; one is used at a time, and each goes back as it came
     */
    public static GuardBuilder protect(DataSource dataSource) {
        return new GuardBuilder(dataSource);
    }

    /** Starts the description of a backup; nothing happens before {@link BackupRequest#run()}. */
    public BackupRequest backup() {
        return new BackupRequest(session);
    }

    /** Starts the description of a restore; nothing happens before {@link RestoreRequest#run()}. */
    public BackupChoice<RestoreRequest> restore() {
        return new BackupChoice<>(backup -> RestoreRequest.of(session, backup));
    }

    /** Starts the description of a verification; nothing happens before one of its closing methods. */
    public BackupChoice<VerifyRequest> verify() {
        return new BackupChoice<>(backup -> VerifyRequest.of(session, backup));
    }

    /**
     * Starts the description of a migration; nothing happens before {@link GuardedMigration#migrate}.
     *
     * @param migrations knows all migrations of the application, such as {@link Migrations#in(String...)}
     */
    public GuardedMigration beforeMigration(MigrationSource migrations) {
        return GuardedMigration.of(session, migrations);
    }

    /**
     * Starts the description of a look at what a deployment has left; nothing happens before {@link
     * DeploymentVerification#run()}.
     */
    public DeploymentVerification verifyDeployment() {
        return DeploymentVerification.of(session);
    }

    /**
     * Starts the description of a rehearsal: the migrations run on a copy, made of a backup. Nothing happens before {@link
     * RehearsalRequest#run()}.
     *
     * @param migrations knows all migrations of the application
     */
    public RehearsalRequest rehearse(MigrationSource migrations) {
        return RehearsalRequest.of(session, migrations);
    }

    /**
     * Starts the description of a drill: a backup is restored into an empty database, which proves that it can be. Nothing happens
     * before {@link DrillRequest#run()}.
     */
    public DrillRequest drill() {
        return DrillRequest.of(session);
    }

    /**
     * Starts the description of a comparison of a backup with the database as it is now; nothing happens before {@link
     * DiffRequest#run()}. Two backups are compared by {@link BackupRepository#diff}.
     */
    public BackupChoice<DiffRequest> diff() {
        return new BackupChoice<>(backup ->
                DiffRequest.of(order -> session.reading("diff").during(() -> {
                    Repository repository = session.repositoryToRead();
                    var before = new BackupSide(repository, new Catalogue(repository).find(backup));
                    return new CompareJob(session.target(), before).run(order);
                })));
    }

    /** Starts the description of a check before a deployment; nothing happens before one of its closing methods. */
    public CheckRequest check() {
        return CheckRequest.of(session);
    }

    /**
     * Says that the application has written something that must not be lost. Returns at once and never throws; a backup
     * follows on a thread of its own. Many calls in a short time lead to one backup, see {@link
     * GuardBuilder#afterWrite}. To be called after the commit: what is not committed is not in the backup.
     *
     * <p>If the database tells that nothing has changed since the newest backup, none is taken.
     *
     * <p>A backup that fails is logged and tried again, later and later.
     */
    public void backupAfterWrite() {
        afterWrite.written();
    }

    /**
     * Says that the application has written something that must not be lost, and where. Like {@link #backupAfterWrite()}:
     * all tables are looked at nevertheless, and the names are for the log alone.
     *
     * @param tables their names, or any short words that hold no data; some are kept if there are many
     */
    public void backupAfterWrite(String... tables) {
        afterWrite.written(tables == null ? List.of() : Arrays.asList(tables));
    }

    /**
     * Says the same as {@link #backupAfterWrite()}, for those who want to know when it is done. The backup comes no sooner for
     * that; {@link BackupRequest#onlyIfChanged} takes one at once.
     *
     * @return completes with the name of a backup that holds all that was committed before this call, on a thread of the
     *     common pool. A backup that fails is tried again; it completes exceptionally, with {@link
     *     io.dbguard.api.DbGuardException}, only when the guard is closed without it. To cancel it changes nothing else
     */
    public CompletableFuture<BackupId> backupSoon() {
        return afterWrite.soon();
    }

    /**
     * Takes no backup after writes until the pause is closed, as for a bulk load. Writes are noted meanwhile, and are due as
     * usual from then on, most at once since they have waited. A backup that is under way goes on; those that are asked for
     * by other methods are taken. Closing the guard ends all pauses. A pause goes to the audit log, and one that takes
     * long is complained of, see {@link GuardBuilder#pauseAtMost}.
     *
     * @param reason for the log
     */
    public BackupPause pauseBackups(String reason) {
        return BackupPause.begin(session, afterWrite, reason);
    }

    /** Returns how the backups after writes are doing, and what came of the last drill. Reads no file and no database, and never throws. */
    public Health health() {
        return afterWrite.health().withLastDrill(session.lastDrill());
    }

    /**
     * Waits until every write for which {@link #backupAfterWrite()} was called is in a backup.
     *
     * @param limit how long to wait
     * @return false if it took longer
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean awaitBackups(Duration limit) throws InterruptedException {
        return afterWrite.await(limit);
    }

    /**
     * Returns the same data source for the application to use, with a watch around it: it notes each committed write as
     * {@link #backupAfterWrite()} does, and refuses what {@link io.dbguard.api.write.StatementKind} names. Tools that migrate
     * get the plain data source. What goes past it, see docs/writes.md.
     *
     * @param dataSource gives connections to the database of this guard, best from a pool
     */
    public DataSource wrap(DataSource dataSource) {
        return wrap(dataSource, WriteRules.STRICT);
    }

    /**
     * Returns the same data source for the application to use, with a watch around it.
     *
     * @param dataSource gives connections to the database of this guard, best from a pool
     * @param rules what becomes of statements that take many rows at once
     */
    public DataSource wrap(DataSource dataSource, WriteRules rules) {
        return writes.wrap(dataSource, rules);
    }

    /**
     * Allows a statement that {@link #wrap} would refuse, on this thread, while a piece of work is done. Exactly this kind of
     * statement on exactly these tables, as they are written, is allowed; others may be allowed within. That it was
     * allowed, and each such statement, goes to the audit log before it is done.
     *
     * @param statement such as {@code TRUNCATE sessions}, {@code DROP TABLE old}, {@code DELETE FROM queue}, {@code UPDATE
     *     users}
     * @param reason for the log
     * @param work what is done meanwhile
     * @throws E if the work does
     * @throws io.dbguard.api.DbGuardException if there is nothing to allow, or it cannot be written down; the work was not
     *     begun then
     */
    public <E extends Exception> void allow(String statement, String reason, AllowedAction<E> work) throws E {
        this.<Boolean, E>allowAndReturn(statement, reason, () -> {
            work.run();
            return true;
        });
    }

    /**
     * Like {@link #allow}, for work that something comes of.
     *
     * @param statement such as {@code TRUNCATE sessions}
     * @param reason for the log
     * @param work what is done meanwhile
     * @return what the work returned
     * @throws E if the work does
     */
    public <T, E extends Exception> T allowAndReturn(String statement, String reason, AllowedWork<T, E> work) throws E {
        return writes.allow(statement, reason, work);
    }

    /** Returns the place with the backups, and its copies. */
    public BackupRepository repository() {
        return new BackupRepository(session.places(), session.keys());
    }

    /**
     * Takes the backup that is due after a write, if one is, and waits for it; not for longer than {@link
     * GuardBuilder#closeWithin} and a second, in which it is broken off. A drill by {@link GuardBuilder#drillEvery} is broken off
     * at once. Other calls are not affected.
     */
    @Override
    public void close() {
        try {
            writes.close();
        } finally {
            try {
                drills.ifPresent(DrillSchedule::close);
            } finally {
                afterWrite.close();
            }
        }
    }
}
