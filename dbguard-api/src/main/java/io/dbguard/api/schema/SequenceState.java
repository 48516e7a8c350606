package io.dbguard.api.schema;

import java.util.Optional;

/**
 * Where a sequence stands.
 *
 * @param sequence the sequence, or the identity column that has one
 * @param table the table whose column owns it, if one does
 * @param value the value that was handed out last, or that will be handed out first
 * @param called whether {@code value} has been handed out
 */
public record SequenceState(ObjectId sequence, Optional<TableName> table, long value, boolean called) {}
