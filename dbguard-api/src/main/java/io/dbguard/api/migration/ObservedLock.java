package io.dbguard.api.migration;

import io.dbguard.api.schema.TableName;

/**
 * A lock that a statement was seen to take.
 *
 * @param table the table
 * @param mode the lock
 */
public record ObservedLock(TableName table, LockMode mode) {

    @Override
    public String toString() {
        return mode + " on " + table;
    }
}
