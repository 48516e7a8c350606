package io.dbguard.api.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row, as an example of many. Holds what the database holds: it is for whoever asked, and its text shows no value.
 *
 * @param fate what happens to the row
 * @param key its key, values by columns
 * @param now what the changed columns hold now, by columns; null stands for NULL; empty if not asked for
 * @param backup what they hold in the backup; empty if not asked for
 */
public record RowSample(Fate fate, Map<String, String> key, Map<String, String> now, Map<String, String> backup) {

    /** What happens to a row. */
    public enum Fate {
        /** The row comes back. */
        INSERTED,
        /** The row goes back to the values of the backup. */
        UPDATED,
        /** The row does not come back. */
        SKIPPED
    }

    /** Copies the maps, so that the sample can be shared. */
    public RowSample {
        key = Collections.unmodifiableMap(new LinkedHashMap<>(key));
        now = Collections.unmodifiableMap(new LinkedHashMap<>(now));
        backup = Collections.unmodifiableMap(new LinkedHashMap<>(backup));
    }

    /** Returns which columns the sample has, without what they hold. */
    @Override
    public String toString() {
        return "RowSample[" + fate + ", key " + key.keySet() + ", columns " + backup.keySet() + "]";
    }
}
