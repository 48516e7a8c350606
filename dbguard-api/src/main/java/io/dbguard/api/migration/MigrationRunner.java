package io.dbguard.api.migration;

/** Runs the migrations that are pending, such as {@code flyway::migrate}. */
@FunctionalInterface
public interface MigrationRunner {

    /**
     * Runs them.
     *
     * @throws Exception if one fails
     */
    void run() throws Exception;
}
