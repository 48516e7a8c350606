package io.dbguard.internal;

import io.dbguard.internal.repository.Repository;
import io.dbguard.spi.database.DatabaseProvider;
import io.dbguard.spi.storage.Storage;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What a guard was built with. Connects to nothing before it is asked. Thread-safe. */
public final class Session {
    private final DataSource dataSource;
    private final Duration lockWait;
    private final Storage storage;
    private volatile @Nullable DatabaseProvider provider;

    /**
     * Creates a session.
     *
     * @param dataSource gives connections
     * @param provider speaks the database's language, null to find out
     * @param lockWait how long to wait for a lock
     * @param storage where the backups are
     */
    public Session(DataSource dataSource, @Nullable DatabaseProvider provider, Duration lockWait, Storage storage) {
        this.dataSource = dataSource;
        this.provider = provider;
        this.lockWait = lockWait;
        this.storage = storage;
    }

    /** Returns the database, after finding out what it is. */
    public Target target() {
        DatabaseProvider known = provider;
        if (known == null) {
            known = Providers.detect(dataSource);
            provider = known;
        }
        return new Target(dataSource, known, lockWait);
    }

    /** Returns the repository for writing; it is created if it is not there. */
    public Repository repositoryToWrite() {
        return Repository.openOrCreate(storage);
    }

    /** Returns the repository for reading. */
    public Repository repositoryToRead() {
        return Repository.open(storage);
    }

    /** Returns where the backups are. */
    public Storage storage() {
        return storage;
    }
}
