package io.dbguard.internal.rule;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which tables, indexes and domains belong to which, as far as the scripts say it. Not thread-safe. */
final class Relations {
    private final Map<String, Index> indexes = new HashMap<>();
    private final Map<String, Map<String, Index>> indexesOfTables = new HashMap<>();
    private final Set<String> partitioned = new LinkedHashSet<>();
    private final Map<String, Set<String>> partitions = new HashMap<>();
    private final Map<String, String> defaults = new HashMap<>();
    private final Set<String> constrainedDomains = new LinkedHashSet<>();

    /** An index; a column that is an expression is empty. */
    record Index(String table, List<String> columns, boolean unique) {}

    void index(String name, Index index) {
        indexDropped(name);
        indexes.put(History.key(name), index);
        indexesOfTables
                .computeIfAbsent(History.key(index.table()), table -> new HashMap<>())
                .put(History.key(name), index);
    }

    void indexDropped(String name) {
        Index old = indexes.remove(History.key(name));
        if (old != null) {
            indexesOfTables
                    .getOrDefault(History.key(old.table()), new HashMap<>())
                    .remove(History.key(name));
        }
    }

    Optional<Index> index(String name) {
        return Optional.ofNullable(indexes.get(History.key(name)));
    }

    /** Returns the indexes of a table by their names. */
    Map<String, Index> indexesOf(String table) {
        return indexesOfTables.getOrDefault(History.key(table), Map.of());
    }

    void partitioned(String table) {
        partitioned.add(History.key(table));
    }

    boolean isPartitioned(String table) {
        return partitioned.contains(History.key(table)) || !partitions(table).isEmpty();
    }

    void partition(String parent, String partition, boolean isDefault) {
        partitions
                .computeIfAbsent(History.key(parent), key -> new LinkedHashSet<>())
                .add(partition);
        if (isDefault) {
            defaults.put(History.key(parent), partition);
        }
    }

    /** The table is no partition any more. */
    void apart(String partition) {
        partitions.values().forEach(set -> set.remove(partition));
        defaults.values().remove(partition);
    }

    Set<String> partitions(String table) {
        return partitions.getOrDefault(History.key(table), Set.of());
    }

    Optional<String> defaultOf(String table) {
        return Optional.ofNullable(defaults.get(History.key(table)));
    }

    /** Returns the table that this one is a partition of. */
    Optional<String> parentOf(String partition) {
        return partitions.entrySet().stream()
                .filter(entry -> entry.getValue().contains(partition))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    void constrainedDomain(String name) {
        constrainedDomains.add(History.key(name));
    }

    /** Returns whether values of a domain are checked. */
    boolean isConstrainedDomain(String type) {
        return constrainedDomains.contains(History.key(type));
    }
}
