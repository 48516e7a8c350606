package io.dbguard.api.migration;

import javax.sql.DataSource;

/** Runs the migrations that are pending in a database that is not the application's own. */
@FunctionalInterface
public interface ScratchRunner {

    /**
     * Runs them.
     *
     * @param copy where
     * @throws Exception if one fails
     */
    void migrate(DataSource copy) throws Exception;
}
