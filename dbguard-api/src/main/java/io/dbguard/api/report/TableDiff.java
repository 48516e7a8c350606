package io.dbguard.api.report;

import io.dbguard.api.schema.TableName;
import java.util.List;

/**
 * How a table has changed.
 *
 * @param table the table
 * @param state whether it is there before and after
 * @param before how many rows it had, -1 if it was not there
 * @param after how many rows it has, -1 if it is not there
 * @param removed rows that are not there any more
 * @param changed rows with the same key and other values; 0 where a table has no key
 * @param added rows that were not there
 * @param samples keys of some of them, if they were asked for and the table has a key
 */
public record TableDiff(
        TableName table,
        State state,
        long before,
        long after,
        long removed,
        long changed,
        long added,
        List<RowKey> samples) {

    /** Whether a table is there before and after. */
    public enum State {
        /** Both times, with the same columns. */
        THERE,
        /** Both times; the values of the columns were compared that it has both times. */
        OTHER_COLUMNS,
        /** Only before. */
        GONE,
        /** Only after. */
        NEW
    }

    /** Copies the list, so that the difference can be shared. */
    public TableDiff {
        samples = List.copyOf(samples);
    }

    /** Returns whether nothing has changed. */
    public boolean identical() {
        return state == State.THERE && removed == 0 && changed == 0 && added == 0;
    }
}
