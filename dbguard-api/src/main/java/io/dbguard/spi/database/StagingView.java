package io.dbguard.spi.database;

/** A database at one moment, to be compared with rows of a backup; nothing of it can be changed. */
public interface StagingView extends DatabaseView, AutoCloseable {

    /** Returns the place for the backup's rows. */
    Staging staging();

    @Override
    void close();
}
