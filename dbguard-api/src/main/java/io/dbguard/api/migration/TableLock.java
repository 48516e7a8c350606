package io.dbguard.api.migration;

/**
 * A lock that a statement takes on a table, and how long it works under it.
 *
 * @param table the table; also one that the statement does not name, such as the other side of a foreign key
 * @param mode the lock
 * @param work what is done under the lock, which decides how long it is held
 */
public record TableLock(String table, LockMode mode, Work work) {

    /** What a statement does with the rows of a table that it locks. */
    public enum Work {
        /** It changes catalogues only: an instant, once the lock is there. */
        NONE,
        /** It reads all rows, or builds an index over them. */
        SCAN,
        /** It writes the table and all its indexes anew. */
        REWRITE
    }

    @Override
    public String toString() {
        return mode + " on " + table
                + switch (work) {
                    case NONE -> "";
                    case SCAN -> ", reads all rows";
                    case REWRITE -> ", writes all rows anew";
                };
    }
}
