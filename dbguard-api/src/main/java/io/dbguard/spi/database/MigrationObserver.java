package io.dbguard.spi.database;

import io.dbguard.api.migration.ObservedLock;
import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.Set;

/**
 * Watches what statements do to tables, on the connection on which they run. Concerns the tables that were there when it was
 * made. Not thread-safe.
 */
public interface MigrationObserver {
    /** One that sees nothing. */
    MigrationObserver NONE = new MigrationObserver() {
        @Override
        public List<ObservedLock> locks() {
            return List.of();
        }

        @Override
        public boolean seesLocks() {
            return false;
        }

        @Override
        public Set<TableName> rewritten() {
            return Set.of();
        }
    };

    /** Returns the locks that the transaction holds now, the strongest of each table, but not those that reading takes. */
    List<ObservedLock> locks();

    /** Returns whether locks can be seen at all, as long as the transaction lasts that took them. */
    default boolean seesLocks() {
        return true;
    }

    /** Returns the tables whose rows were written to another place since this was last asked. */
    Set<TableName> rewritten();
}
