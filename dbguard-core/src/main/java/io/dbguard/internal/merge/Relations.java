package io.dbguard.internal.merge;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.sql.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The foreign keys that will hold: those of the database, and of the tables that come back with their definition. */
final class Relations {
    private final List<ForeignKey> keys;
    private final PartitionTree partitions;
    private final Set<TableName> there = new HashSet<>();

    /**
     * Reads the keys.
     *
     * @param backup what the backup holds
     * @param present what the database holds
     * @param created what comes back with its definition
     * @param dialect whose SQL it is
     */
    Relations(Schema backup, Schema present, Set<ObjectId> created, Dialect dialect) {
        Map<ObjectId, SchemaObject> objects = new LinkedHashMap<>();
        present.objects().forEach(object -> {
            objects.put(object.id(), object);
            object.table().ifPresent(there::add);
        });
        backup.objects().stream()
                .filter(object -> created.contains(object.id())
                        || object.table().filter(there::contains).isEmpty())
                .forEach(object -> objects.putIfAbsent(object.id(), object));
        Map<TableName, Table> tables = new HashMap<>();
        backup.tables().forEach(table -> tables.put(table.name(), table));
        present.tables().forEach(table -> tables.put(table.name(), table));
        keys = objects.values().stream()
                .flatMap(object -> ForeignKey.of(object, dialect, tables).stream())
                .toList();
        partitions = new PartitionTree(objects.values());
    }

    List<ForeignKey> keys() {
        return keys;
    }

    /** Returns whether what a foreign key points at is a whole of partitions; rows of tables that only inherit do not count. */
    boolean isPartitioned(TableName table) {
        return partitions.isPartitioned(table);
    }

    /** Returns whether a table, itself or as a whole of partitions, was in the database before. */
    boolean isThere(TableName table) {
        return there.contains(table);
    }

    boolean isChild(TableName table, ForeignKey key) {
        return partitions.holds(key.child(), table);
    }

    boolean isParent(TableName table, ForeignKey key) {
        return partitions.holds(key.parent(), table);
    }

    /** Returns whether rows refer to a table by columns that change: their foreign keys could change them, or refuse. */
    boolean refersTo(TableName table, Set<String> changed) {
        return keys.stream()
                .anyMatch(key -> isParent(table, key) && key.targets().stream().anyMatch(changed::contains));
    }

    boolean refersToItself(TableName table) {
        return keys.stream().anyMatch(key -> isChild(table, key) && isParent(table, key));
    }

    /** Returns the tables that some refer to, directly or not, without themselves. */
    Set<TableName> ancestors(Set<TableName> of, Collection<TableName> among) {
        return reach(of, among, true);
    }

    /** Returns the tables that refer to some, directly or not, without themselves. */
    Set<TableName> descendants(Set<TableName> of, Collection<TableName> among) {
        return reach(of, among, false);
    }

    private Set<TableName> reach(Set<TableName> from, Collection<TableName> among, boolean up) {
        Set<TableName> found = new HashSet<>(from);
        boolean more = true;
        while (more) {
            Set<TableName> known = found.stream()
                    .flatMap(table -> partitions.upwards(table).stream())
                    .collect(Collectors.toSet());
            Set<TableName> next = keys.stream()
                    .filter(key -> known.contains(up ? key.child() : key.parent()))
                    .map(key -> up ? key.parent() : key.child())
                    .collect(Collectors.toSet());
            more = found.addAll(among.stream()
                    .filter(table -> !Collections.disjoint(partitions.upwards(table), next))
                    .toList());
        }
        found.removeAll(from);
        return found;
    }

    /** Puts tables into an order in which each comes after those that it refers to; those in a circle come last. */
    Ordered inOrder(List<Staged> tables) {
        List<Staged> ordered = new ArrayList<>();
        List<Staged> open = new ArrayList<>(tables);
        boolean more = true;
        while (more) {
            List<Staged> free =
                    open.stream().filter(table -> !waits(table, open)).toList();
            ordered.addAll(free);
            more = open.removeAll(free);
        }
        boolean circle = !open.isEmpty();
        ordered.addAll(open);
        return new Ordered(ordered, circle);
    }

    /** A table that refers to itself gets all its rows in one statement. */
    private boolean waits(Staged table, List<Staged> open) {
        return keys.stream()
                .filter(key -> isChild(table.name(), key))
                .anyMatch(key -> open.stream()
                        .anyMatch(other -> !other.name().equals(table.name()) && isParent(other.name(), key)));
    }

    /**
     * Tables one after the other.
     *
     * @param tables the tables
     * @param circle whether some refer to each other, so that no order is right
     */
    record Ordered(List<Staged> tables, boolean circle) {}
}
