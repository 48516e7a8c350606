package io.dbguard.api.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row that differs, by its key. Holds data of the database: not for logs.
 *
 * @param change how it differs
 * @param values the values of the key's columns as text, in the order of the key
 */
public record RowKey(Change change, Map<String, String> values) {

    /** How a row differs. */
    public enum Change {
        /** It was there and is not any more. */
        REMOVED,
        /** It has other values. */
        CHANGED,
        /** It is there and was not. */
        ADDED
    }

    /** Copies the map, so that the key can be shared. */
    public RowKey {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
