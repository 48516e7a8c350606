package io.dbguard.internal.watch;

import io.dbguard.api.write.StatementKind;
import java.util.List;

/**
 * What takes many rows at once.
 *
 * @param kind of what kind it is
 * @param verb the words that say it: {@code TRUNCATE}, {@code DROP TABLE}
 * @param names on what
 * @param cascade whether other objects may go with it
 */
public record Danger(StatementKind kind, String verb, List<String> names, boolean cascade) {

    /** Copies the list. */
    public Danger {
        names = List.copyOf(names);
    }

    /** Returns whether whoever allows this has allowed the other. */
    boolean covers(Danger other) {
        return kind == other.kind
                && verb.equals(other.verb)
                && names.containsAll(other.names)
                && names.isEmpty() == other.names.isEmpty()
                && (cascade || !other.cascade);
    }

    /** Returns whether it takes nothing but rows of the tables that it names. */
    boolean isOfTables() {
        return !cascade && !names.isEmpty() && (kind != StatementKind.DROP || verb.equals("DROP TABLE"));
    }

    /** Returns it as one would write it in SQL. */
    public String words() {
        return verb + (names.isEmpty() ? "" : " " + String.join(", ", names)) + (cascade ? " CASCADE" : "");
    }

    /** Returns it as one would say it. */
    String described() {
        boolean rows = kind == StatementKind.DELETE_ALL || kind == StatementKind.UPDATE_ALL;
        return words() + (rows ? " without a condition that chooses rows" : "");
    }
}
