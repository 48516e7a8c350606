package io.dbguard;

import io.dbguard.api.migration.MigrationFailedException;
import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationScript;
import io.dbguard.internal.migration.Begun;
import java.util.List;

/**
 * A migration that may run now: backed up, and approved where that is needed. For runners that cannot be called from {@link
 * GuardedMigration#migrate}. Until this is closed, no other instance migrates the database, so it is closed whatever happens.
 * For one thread.
 */
public final class StartedMigration implements AutoCloseable {
    private final Begun migration;
    private final Session session;

    StartedMigration(Begun migration, Session session) {
        this.migration = migration;
        this.session = session;
    }

    /** Returns the names of what is going to run, in that order; empty if nothing is pending, and then nothing was done. */
    public List<String> scripts() {
        return migration.scripts().stream().map(MigrationScript::name).toList();
    }

    /** Says that the migration is done, and returns what it left. */
    public MigrationReport succeeded() {
        MigrationReport report = migration.succeeded();
        report.backup().ifPresent(session::keepTo);
        return report;
    }

    /**
     * Says that the migration failed; restores, if that was asked for.
     *
     * @param cause why
     * @return what to throw: a {@link MigrationFailedException} that says what was left, or the cause if nothing was pending
     */
    public RuntimeException failed(Exception cause) {
        return migration.failed(cause);
    }

    /** Lets other instances have their turn. */
    @Override
    public void close() {
        migration.close();
    }
}
