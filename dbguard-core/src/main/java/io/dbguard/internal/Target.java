package io.dbguard.internal;

import io.dbguard.spi.database.DatabaseProvider;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * A database and how to speak to it.
 *
 * @param dataSource gives connections
 * @param provider speaks the database's language
 * @param lockWait how long to wait for a lock
 */
public record Target(DataSource dataSource, DatabaseProvider provider, Duration lockWait) {
    /** The version of dbguard that manifests carry. */
    public static final String VERSION = "0.1.0-SNAPSHOT";
}
