package io.dbguard.spi.database;

/** A turn that only one at a time has, of all processes that work with a database. Ends when it is closed. */
public interface Turn extends AutoCloseable {

    /** Returns what came of asking for it. */
    Snapshot.Claim claim();

    /**
     * Makes sure that nobody else can have had the turn since, by asking whatever keeps the others away. Does nothing by
     * default.
     *
     * @throws io.dbguard.api.DbGuardException if the turn was lost
     */
    default void confirm() {}

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
