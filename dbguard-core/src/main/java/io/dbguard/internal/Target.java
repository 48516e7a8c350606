package io.dbguard.internal;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.database.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * A database and how to speak to it.
 *
 * @param dataSource gives connections
 * @param provider speaks the database's language
 * @param lockWait how long to wait for a lock
 * @param progress is told how far long work has come
 * @param connections how many may be used at once
 * @param pace how fast rows may be read for a backup
 * @param groups names that the application has for some of its tables together
 */
public record Target(
        DataSource dataSource,
        DatabaseProvider provider,
        Duration lockWait,
        ProgressListener progress,
        Connections connections,
        Pace pace,
        Map<String, List<String>> groups) {
    /**
     * Opens the database to look at it, but not into its tables: it waits for nobody who works with one, and keeps nobody from it.
     *
     * @throws io.dbguard.api.DatabaseException if the database refuses
     */
    public Snapshot openSnapshot() {
        return provider.openSnapshot(dataSource, new AccessOptions(table -> false, lockWait));
    }

    /**
     * Checks that a backup came from the same kind of database; SQL of one kind makes no sense to another.
     *
     * @param manifest the backup
     * @throws RequestException if it did not
     */
    public void checkFits(Manifest manifest) {
        String from = manifest.header().database().provider();
        if (!from.equals(provider.name())) {
            throw new RequestException(
                    "The backup " + manifest.header().id() + " came from " + from + ", and this database is "
                            + provider.name(),
                    "nothing was changed",
                    "choose a database of the same kind, or export the backup as CSV");
        }
    }
}
