package io.dbguard.internal.migration;

import io.dbguard.api.migration.MigrationReport;
import io.dbguard.api.migration.MigrationScript;
import java.util.List;

/** A migration that may run now. While this is open, no other instance migrates the database. */
public interface Begun extends AutoCloseable {

    /** Returns what is going to run, empty if nothing is pending. */
    List<MigrationScript> scripts();

    /** Looks at what the migration left, once it is done. */
    MigrationReport succeeded();

    /**
     * Looks at what a failed migration left, and restores what is wanted back.
     *
     * @param cause why it failed
     * @return what to throw
     */
    RuntimeException failed(Exception cause);

    @Override
    void close();
}
