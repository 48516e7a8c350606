package io.dbguard.spi.database;

import java.util.Optional;

/**
 * A database at one moment, while others go on writing to it.
 *
 * <p>No value ever passes through a type that could change it, no session setting outlives the snapshot, and the
 * connection goes back to the pool exactly as it came.
 */
public interface Snapshot extends DatabaseView, AutoCloseable {

    /** What came of {@link #claim()}. */
    enum Claim {
        /** No other backup of this database runs, and none will as long as the snapshot is open. */
        TAKEN,
        /** Another backup of this database is under way. */
        BUSY,
        /** The database has no means to tell. */
        UNKNOWN
    }

    /**
     * Takes a lock in the database itself, so that whoever backs it up, wherever from and wherever to, is alone. Does not
     * wait. The lock ends with the snapshot, at the latest with the connection.
     */
    default Claim claim() {
        return Claim.UNKNOWN;
    }

    /**
     * Returns the text of {@link DatabaseState} that stands for what this snapshot sees; empty if there is none.
     *
     * @see DatabaseProvider#state
     */
    default Optional<String> state() {
        return Optional.empty();
    }

    /** Ends the transaction and gives the connection back. */
    @Override
    void close();
}
