package io.dbguard.spi.database;

import javax.sql.DataSource;

/** An empty database to try something out; it is gone when it is closed. */
public interface ScratchDatabase extends AutoCloseable {

    /** Returns the way to it. Thread-safe. */
    DataSource dataSource();

    @Override
    void close();
}
