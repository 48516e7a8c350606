package io.dbguard.internal.rule;

import io.dbguard.internal.command.Column;
import io.dbguard.internal.command.Command.Body;
import io.dbguard.internal.command.Constraint;
import io.dbguard.internal.command.SqlType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the statements so far did to the schema, across scripts. A table that they create holds nobody's data, as long as it
 * is called by the very name it was created with. Not thread-safe.
 */
public final class History {
    private final Map<String, KnownTable> tables = new HashMap<>();
    private final Map<String, Body> routines = new HashMap<>();
    private final Relations relations = new Relations();
    private final Set<String> fresh = new HashSet<>();
    private final Set<String> temporaries = new HashSet<>();
    private final Set<String> freshObjects = new HashSet<>();
    private final List<KnownTable> grown = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();

    /** What is known of a table. */
    static final class KnownTable {
        private final Map<String, Column> columns = new LinkedHashMap<>();
        private final Map<String, Constraint> constraints = new LinkedHashMap<>();
        private final Set<String> newColumns = new HashSet<>();
        private final Set<String> validated = new HashSet<>();
        private final Set<String> leftBehind = new HashSet<>();

        Map<String, Column> columns() {
            return columns;
        }

        Map<String, Constraint> constraints() {
            return constraints;
        }

        /** Columns that the migrations added: they hold no values but their default. */
        Set<String> newColumns() {
            return newColumns;
        }

        /** Names of constraints that hold for all rows. */
        Set<String> validated() {
            return validated;
        }
    }

    /** Returns one form of a name. */
    static String key(String name) {
        return name.startsWith("public.") ? name.substring("public.".length()) : name;
    }

    /** Notes a column that no release has seen yet. */
    void newColumn(String table, String column) {
        table(table).newColumns().add(column);
        grown.add(table(table));
    }

    /** Returns what is known of a table; what is noted there is kept. */
    KnownTable table(String name) {
        return tables.computeIfAbsent(key(name), k -> new KnownTable());
    }

    /** Returns what is known of a table, empty if no statement spoke of it. */
    Optional<KnownTable> known(String name) {
        return Optional.ofNullable(tables.get(key(name)));
    }

    /** Returns the type that a column is known to have. */
    SqlType typeOf(String table, String column) {
        return known(table)
                .map(known -> known.columns().get(column))
                .map(found -> found.type().stored())
                .orElse(SqlType.UNKNOWN);
    }

    /** Returns whether the migrations themselves create a table, so that nobody's data is in it. */
    public boolean isNew(String table) {
        return fresh.contains(table);
    }

    /** Returns whether the migrations themselves create an object that is no table. */
    boolean isNewObject(String kind, String name) {
        return freshObjects.contains(kind + " " + key(name));
    }

    void created(String table, boolean temporary) {
        tables.remove(key(table));
        fresh.add(table);
        if (temporary) {
            temporaries.add(table);
        }
    }

    /** Whoever runs the next script may do so in another session, where temporary tables are gone. */
    public void sessionEnded() {
        fresh.removeAll(temporaries);
        temporaries.clear();
    }

    /** Notes that a column got numbers of its own; returns whether that is news. */
    boolean leftBehind(String table, String column) {
        return table(table).leftBehind.add(column);
    }

    void sequence(String name, long first) {
        sequences.put(key(name), first);
        createdObject("SEQUENCE", name);
    }

    /** Returns the number with which a sequence begins. */
    long firstOf(String sequence) {
        return sequences.getOrDefault(key(sequence), 1L);
    }

    void createdObject(String kind, String name) {
        freshObjects.add(kind + " " + key(name));
    }

    void dropped(String table) {
        tables.remove(key(table));
        fresh.remove(table);
    }

    void renamed(String from, String to) {
        KnownTable known = tables.remove(key(from));
        if (known != null) {
            tables.put(key(to), known);
        }
        boolean wasNew = fresh.remove(from);
        if (wasNew) {
            fresh.add(to);
        } else {
            // Another table may go by that name now, with or without its schema.
            fresh.removeIf(name -> key(name).equals(key(to)));
        }
    }

    /** From here on, names may mean other tables. */
    void namesMayMeanOthers() {
        fresh.clear();
        freshObjects.clear();
        tables.clear();
    }

    /**
     * From here on, what was created before may be in use: the release that created it has run.
     */
    public void released() {
        fresh.clear();
        freshObjects.clear();
        grown.forEach(table -> table.newColumns().clear());
        grown.clear();
    }

    /** Returns which tables, indexes and domains belong to which. */
    Relations relations() {
        return relations;
    }

    /** Returns the table of an index, empty if it is not known. */
    String tableOfIndex(String name) {
        return relations.index(name).map(Relations.Index::table).orElse("");
    }

    /** Returns the tables that foreign keys lead to from this one. */
    Set<String> references(String table) {
        Set<String> found = new LinkedHashSet<>();
        known(table)
                .ifPresent(known -> known.constraints().values().stream()
                        .map(Constraint::references)
                        .filter(other -> !other.isEmpty() && !key(other).equals(key(table)))
                        .forEach(found::add));
        return found;
    }

    /** Returns the other tables that have a foreign key to this one. */
    Set<String> referencing(String table) {
        Set<String> found = new LinkedHashSet<>();
        tables.forEach((name, known) -> {
            boolean refers = known.constraints().values().stream()
                    .anyMatch(constraint -> !constraint.references().isEmpty()
                            && key(constraint.references()).equals(key(table)));
            if (refers && !name.equals(key(table))) {
                found.add(name);
            }
        });
        return found;
    }

    /** Returns the tables with a column of this type. */
    Set<String> tablesWith(String type) {
        Set<String> found = new LinkedHashSet<>();
        tables.forEach((name, known) -> {
            if (known.columns().values().stream()
                    .anyMatch(column -> key(column.type().name()).equals(key(type)))) {
                found.add(name);
            }
        });
        return found;
    }

    void routine(String name, Body body) {
        routines.put(key(name), body);
    }

    /** Returns what a routine does that the migrations defined. */
    Optional<Body> routine(String name) {
        return Optional.ofNullable(routines.get(key(name)));
    }
}
