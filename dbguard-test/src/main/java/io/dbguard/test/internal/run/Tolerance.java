package io.dbguard.test.internal.run;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a test allows to be lost, and under which other names to look. Not thread-safe. */
public final class Tolerance {
    private final Set<String> allowed = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private final Map<String, String> renamed;

    /**
     * Begins.
     *
     * @param allowed tables and columns, such as {@code users.email}
     * @param renamed new names by old ones
     */
    public Tolerance(Set<String> allowed, Map<String, String> renamed) {
        allowed.forEach(name -> this.allowed.add(name.toLowerCase(Locale.ROOT)));
        this.renamed = Map.copyOf(renamed);
    }

    /** Returns whether that may be lost. */
    boolean allows(String name) {
        boolean found = allowed.contains(name);
        if (found) {
            used.add(name);
        }
        return found;
    }

    /** Returns the name that something has when all scripts have run. */
    String nameNow(String name) {
        return renamed.getOrDefault(name, name);
    }

    /** Returns the name that a table has now. A script may give it another one, and make a new table of the old name. */
    String tableNow(String table, DatabaseState after) {
        String other = nameNow(table);
        return after.tables().containsKey(other) ? other : table;
    }

    /** Returns the name that a column has now: the old one until a script takes it away, maybe beside the new one. */
    String columnNow(String table, String column, TableState now) {
        String other = nameNow(table + "." + column);
        return now.columns().contains(column) ? column : other.substring(other.lastIndexOf('.') + 1);
    }

    /** Returns what was allowed and did not happen. */
    public Set<String> unused() {
        Set<String> unused = new TreeSet<>(allowed);
        unused.removeAll(used);
        return unused;
    }
}
