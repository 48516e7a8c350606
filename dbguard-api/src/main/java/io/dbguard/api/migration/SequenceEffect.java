package io.dbguard.api.migration;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import java.util.Optional;

/**
 * A sequence, or an identity column, that stands behind where it stood in the backup before a migration: it is going to hand out
 * numbers that it has handed out already.
 *
 * @param sequence the sequence, or the identity column that has one
 * @param table the table whose column owns it, if one does
 * @param before where it stood in the backup
 * @param after where it stands now
 * @param announced whether a migration names it or its table, so that this may have been meant
 */
public record SequenceEffect(ObjectId sequence, Optional<TableName> table, long before, long after, boolean announced) {

    @Override
    public String toString() {
        return sequence + " was set back from " + before + " to " + after;
    }
}
