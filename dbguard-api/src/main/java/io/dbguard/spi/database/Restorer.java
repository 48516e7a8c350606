package io.dbguard.spi.database;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.Table;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

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
     * Carries a plan out that creates tables without rows, and lets rows come back meanwhile: when all tables are there, and before
     * what comes after the rows is created. Refuses, as by default, where that is not possible.
     *
     * @param plan what to do
     * @param rows brings rows back, by way of temporary tables in the same transaction
     */
    default void apply(RestorePlan plan, Consumer<Staging> rows) {
        throw new RequestException(
                "Rows cannot come back beside others in this database",
                "nothing was changed",
                "restore whole tables, with the mode 'replace'");
    }

    /**
     * Reads tables to their end once the plan is carried out, several at once, and parts of one, where there are several
     * connections.
     *
     * @param tables which
     * @param sinks gives a sink for all rows of a table or for some of them; it may be asked by several threads at once, for
     *     the same table too, and each sink is used by the one that asked for it
     */
    default void readBack(List<Table> tables, Function<Table, RowSink> sinks) {
        tables.forEach(table -> readRows(table, sinks.apply(table)));
    }

    /** Makes the result last. */
    void commit();

    /** Ends the work; without a {@link #commit} before it, the database is as it was when the restorer was opened. */
    @Override
    void close();
}
