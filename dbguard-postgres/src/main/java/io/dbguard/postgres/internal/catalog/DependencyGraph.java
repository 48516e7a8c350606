package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.CatalogObject.Division;
import io.dbguard.postgres.internal.catalog.DependencyReader.Edge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which object needs which, and an order in which each comes after all that it needs.
 *
 * <p>Where objects need each other in a circle, the circle is broken as pg_dump breaks it: a function that takes a type
 * which it serves needs only the shell of that type, and a view is first made empty. Defaults and checks, the other links
 * of such circles, are objects of their own in any case.
 */
final class DependencyGraph {
    private static final Comparator<CatalogObject> NATURAL = Comparator.comparing(CatalogObject::section)
            .thenComparing(CatalogObject::rank)
            .thenComparing(CatalogObject::id);

    private final List<CatalogObject> objects;
    private final List<Edge> edges;
    private final Map<Address, CatalogObject> owners = new HashMap<>();
    private final Map<CatalogObject, Set<CatalogObject>> needs = new HashMap<>();

    DependencyGraph(Collection<CatalogObject> objects, List<Edge> edges) {
        this.objects = new ArrayList<>(objects);
        this.edges = edges;
        connect();
    }

    /** Returns whether there is an object at an address, or one that has it as a part. */
    boolean knows(Address address) {
        return owners.containsKey(address);
    }

    /** Returns the table that an object belongs to; what describes another belongs where that does. */
    Optional<TableName> tableOf(CatalogObject object) {
        Address described = object.described();
        CatalogObject other = described == null ? null : owners.get(described);
        return object.table().or(() -> other == null ? Optional.empty() : other.table());
    }

    /** Returns what an object needs, directly. */
    Set<CatalogObject> needsOf(CatalogObject object) {
        return needs.getOrDefault(object, Set.of());
    }

    /** Returns the objects in order. */
    List<CatalogObject> sorted() {
        List<CatalogObject> sorted = trySort();
        while (sorted.size() < objects.size()) {
            breakCircle(new HashSet<>(sorted));
            sorted = trySort();
        }
        return sorted;
    }

    private void connect() {
        owners.clear();
        needs.clear();
        for (CatalogObject object : objects) {
            owners.put(object.address(), object);
            object.parts().forEach(part -> owners.put(part, object));
            needs.put(object, new LinkedHashSet<>());
        }
        edges.forEach(edge -> add(owners.get(edge.from()), edge.to()));
        objects.forEach(object -> object.needs().forEach(need -> add(object, need)));
        objects.forEach(this::needOnlyTheShell);
        objects.forEach(this::refreshInOrder);
    }

    private void add(@Nullable CatalogObject object, Address need) {
        CatalogObject needed = owners.get(need);
        if (object != null && needed != null && needed != object) {
            needs.computeIfAbsent(object, o -> new LinkedHashSet<>()).add(needed);
        }
    }

    /** The functions of a type take the type itself, which cannot exist before them. */
    private void needOnlyTheShell(CatalogObject type) {
        CatalogObject shell = owners.get(ShellTypes.addressOf(type.address()));
        if (shell != null && type.rank() == Rank.TYPE) {
            for (CatalogObject function : needsOf(type)) {
                if (function != shell && needsOf(function).remove(type)) {
                    needsOf(function).add(shell);
                }
            }
        }
    }

    /** A materialised view is filled after those from which it takes its rows, by whatever way. */
    private void refreshInOrder(CatalogObject rows) {
        if (rows.rank() != Rank.MATERIALIZED_ROWS) {
            return;
        }
        for (CatalogObject needed : allNeedsOf(rows)) {
            CatalogObject filled =
                    owners.get(new Address("materialized rows", needed.address().oid()));
            if (filled != null && filled != rows && needed.address().catalog().equals("pg_class")) {
                needsOf(rows).add(filled);
            }
        }
    }

    private Set<CatalogObject> allNeedsOf(CatalogObject object) {
        Set<CatalogObject> all = new LinkedHashSet<>();
        Deque<CatalogObject> open = new ArrayDeque<>(needsOf(object));
        while (!open.isEmpty()) {
            CatalogObject next = open.remove();
            if (next.rank() != Rank.MATERIALIZED_ROWS && all.add(next)) {
                open.addAll(needsOf(next));
            }
        }
        return all;
    }

    private List<CatalogObject> trySort() {
        Map<CatalogObject, Integer> open = new HashMap<>();
        Map<CatalogObject, List<CatalogObject>> waiting = new HashMap<>();
        var ready = new PriorityQueue<>(NATURAL);
        for (CatalogObject object : objects) {
            open.put(object, needsOf(object).size());
            needsOf(object)
                    .forEach(need -> waiting.computeIfAbsent(need, n -> new ArrayList<>())
                            .add(object));
            if (needsOf(object).isEmpty()) {
                ready.add(object);
            }
        }
        List<CatalogObject> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            CatalogObject next = ready.remove();
            sorted.add(next);
            for (CatalogObject dependent : waiting.getOrDefault(next, List.of())) {
                if (open.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(dependent);
                }
            }
        }
        return sorted;
    }

    private void breakCircle(Set<CatalogObject> sorted) {
        List<CatalogObject> circle = findCircle(sorted);
        for (CatalogObject object : circle) {
            Division division = object.division();
            if (division != null) {
                objects.remove(object);
                objects.add(object.stub(division));
                objects.add(object.body(division));
                connect();
                return;
            }
        }
        throw new IllegalStateException(
                "These objects need each other in a circle that dbguard cannot break: " + circle);
    }

    /** Every object that could not be placed needs another such, so that following the needs must come round. */
    private List<CatalogObject> findCircle(Set<CatalogObject> sorted) {
        var unplaced = new TreeSet<>(NATURAL);
        unplaced.addAll(objects);
        unplaced.removeAll(sorted);
        List<CatalogObject> path = new ArrayList<>();
        CatalogObject next = unplaced.first();
        while (!path.contains(next)) {
            path.add(next);
            next = needsOf(next).stream()
                    .filter(need -> !sorted.contains(need))
                    .findFirst()
                    .orElseThrow();
        }
        return path.subList(path.indexOf(next), path.size());
    }
}
