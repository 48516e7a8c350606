package io.dbguard.spi.database;

/** A turn that only one at a time has, of all processes that work with a database. Ends when it is closed. */
public interface Turn extends AutoCloseable {

    /** Returns what came of asking for it. */
    Snapshot.Claim claim();

    @Override
    void close();

    /** Returns what is given by a database that has no means to tell. */
    static Turn unknown() {
        return new Turn() {
            @Override
            public Snapshot.Claim claim() {
                return Snapshot.Claim.UNKNOWN;
            }

            @Override
            public void close() {}
        };
    }
}
