package io.dbguard.spi.database;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import java.util.List;

/**
 * A database as one transaction sees it. Not for use by several threads at once.
 *
 * <p>All methods throw {@link io.dbguard.api.DatabaseException} when the database refuses.
 */
public interface DatabaseView {

    /** Returns which database this is. */
    DatabaseInfo database();

    /** Returns all objects of the database, each after all that it depends on. Whatever cannot be read is named. */
    Schema schema();

    /** Returns where all sequences stand, never behind a value that a visible row was given. */
    List<SequenceState> sequences();

    /**
     * Reads a table to its end, in whatever order is the fastest that stays the same while the table does not change.
     *
     * @param table one of {@link #schema()}'s tables
     * @param sink takes the rows, with the fields of {@link Table#columns()}
     */
    void readRows(Table table, RowSink sink);
}
