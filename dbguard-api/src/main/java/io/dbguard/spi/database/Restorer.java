package io.dbguard.spi.database;

import java.util.List;
import java.util.Optional;

/**
 * Turns a database into what a plan says, or leaves it as it was.
 *
 * <p>Between {@link #apply} and {@link #commit} the view shows the result, so that it can be verified while there is
 * still a way back. What a provider promises when the process dies in between is part of its own documentation.
 */
public interface Restorer extends DatabaseView, AutoCloseable {

    /**
     * Carries the plan out. Foreign keys, also circular ones, triggers and row-level security are no obstacle and are
     * as before, or as the plan says, afterwards; every foreign key that touches a loaded table holds.
     *
     * @param plan what to do
     */
    void apply(RestorePlan plan);

    /** Returns what the reader should know of the result, such as what could not be as in the backup. */
    default List<String> warnings() {
        return List.of();
    }

    /**
     * Returns a place for rows of a backup, in the same transaction; used after {@link #apply}, to bring rows back into tables that
     * keep what they have. Empty, as by default, where that is not possible.
     */
    default Optional<Staging> staging() {
        return Optional.empty();
    }

    /** Makes the result last. */
    void commit();

    /** Ends the work; without a {@link #commit} before it, the database is as it was when the restorer was opened. */
    @Override
    void close();
}
