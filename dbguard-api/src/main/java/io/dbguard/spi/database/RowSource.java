package io.dbguard.spi.database;

/** Gives the rows of one table. */
@FunctionalInterface
public interface RowSource {

    /**
     * Sends all rows, each exactly once.
     *
     * @param sink takes them
     */
    void sendTo(RowSink sink);
}
