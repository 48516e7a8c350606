package io.dbguard;

import io.dbguard.api.migration.MigrationSource;
import io.dbguard.internal.schedule.AfterWriteBackups;
import java.time.Duration;
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

    Guard(Session session, Duration quiet, Duration maxDelay, Duration closeWait) {
        this.session = session;
        this.afterWrite = new AfterWriteBackups(new AfterWriteBackup(session), quiet, maxDelay, closeWait);
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
     * Waits until every write for which {@link #backupAfterWrite()} was called is in a backup.
     *
     * @param limit how long to wait
     * @return false if it took longer
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean awaitBackups(Duration limit) throws InterruptedException {
        return afterWrite.await(limit);
    }

    /** Returns the place with the backups, and its copies. */
    public BackupRepository repository() {
        return new BackupRepository(session.places(), session.keys());
    }

    /**
     * Takes the backup that is due after a write, if one is, and waits for it; not for longer than {@link
     * GuardBuilder#closeWithin} and a second, in which it is broken off. Other calls are not affected.
     */
    @Override
    public void close() {
        afterWrite.close();
    }
}
