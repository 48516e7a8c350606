package io.dbguard.spi.database;

/**
 * A database at one moment, while others go on writing to it.
 *
 * <p>No value ever passes through a type that could change it, no session setting outlives the snapshot, and the
 * connection goes back to the pool exactly as it came.
 */
public interface Snapshot extends DatabaseView, AutoCloseable {

    /** Ends the transaction and gives the connection back. */
    @Override
    void close();
}
