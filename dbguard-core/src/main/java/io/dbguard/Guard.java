package io.dbguard;

import io.dbguard.internal.Session;
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

    Guard(Session session) {
        this.session = session;
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

    /** Returns the place with the backups. */
    public BackupRepository repository() {
        return new BackupRepository(session.storage());
    }

    /** Ends the guard's own work in an orderly way. */
    @Override
    public void close() {}
}
