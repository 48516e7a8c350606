package io.dbguard.spi.database;

import io.dbguard.api.schema.TableName;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;

/**
 * How a database is to be opened.
 *
 * @param tables the tables whose rows will be read or replaced; they are locked as far as that needs it. The schema is
 *     given in full whatever stands here.
 * @param lockWait how long to wait for a lock that somebody else holds
 * @param schemaNames for a restore: schemas that are restored under another name, new names by old ones; there must be
 *     none of the new name, and one of the old name is not touched
 */
public record AccessOptions(Predicate<TableName> tables, Duration lockWait, Map<String, String> schemaNames) {

    /** Copies the map, so that the options can be shared. */
    public AccessOptions {
        schemaNames = Map.copyOf(schemaNames);
    }

    /**
     * Opens all schemas under their own names.
     *
     * @param tables the tables whose rows will be read or replaced
     * @param lockWait how long to wait for a lock
     */
    public AccessOptions(Predicate<TableName> tables, Duration lockWait) {
        this(tables, lockWait, Map.of());
    }
}
