package io.dbguard.api.schema;

import java.util.Optional;

/**
 * An object that the database holds and the backup cannot.
 *
 * @param object what it is called
 * @param table the table it belongs to, if it belongs to one
 * @param reason why it cannot be backed up, in a few words
 */
public record Unsupported(ObjectId object, Optional<TableName> table, String reason) {}
