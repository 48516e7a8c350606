package io.dbguard.api.schema;

import java.util.List;

/**
 * How one schema differs from an earlier one.
 *
 * @param added what is there now and was not
 * @param removed what was there and is not
 * @param changed what is there under the same name with another definition, as it is now
 */
public record SchemaDifference(List<SchemaObject> added, List<SchemaObject> removed, List<SchemaObject> changed) {

    /** Copies the lists, so that the difference can be shared. */
    public SchemaDifference {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
    }

    /** Returns whether there is none. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && changed.isEmpty();
    }
}
