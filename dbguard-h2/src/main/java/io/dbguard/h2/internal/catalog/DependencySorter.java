package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Puts objects into an order in which each comes after all that it depends on. */
final class DependencySorter {
    /** What SQL can mention by schema and name. */
    private static final Set<String> MENTIONED =
            Set.of("table", "view", "synonym", "sequence", "constant", "domain", "alias", "aggregate");

    private static final Comparator<CatalogObject> NATURAL = Comparator.comparing(CatalogObject::section)
            .thenComparing(CatalogObject::rank)
            .thenComparing(CatalogObject::id);

    private final List<CatalogObject> objects;
    private final Map<CatalogObject, Set<CatalogObject>> needs = new HashMap<>();

    DependencySorter(List<CatalogObject> objects) {
        this.objects = objects;
        Map<ObjectId, CatalogObject> byId = new HashMap<>();
        Map<SqlName, List<CatalogObject>> byName = new HashMap<>();
        for (CatalogObject object : objects) {
            byId.put(object.id(), object);
            if (MENTIONED.contains(object.id().kind())) {
                byName.computeIfAbsent(
                                new SqlName(object.id().schema(), object.id().name()), n -> new ArrayList<>())
                        .add(object);
            }
        }
        for (CatalogObject object : objects) {
            Set<CatalogObject> needed = new HashSet<>();
            object.needs().stream().filter(byId::containsKey).map(byId::get).forEach(needed::add);
            object.names().forEach(name -> needed.addAll(byName.getOrDefault(name, List.of())));
            CatalogObject schema = byId.get(Kinds.schema(object.id().schema()));
            if (schema != null) {
                needed.add(schema);
            }
            needed.remove(object);
            needs.put(object, needed);
        }
    }

    /** Returns what an object needs, directly. */
    Set<CatalogObject> needsOf(CatalogObject object) {
        return needs.getOrDefault(object, Set.of());
    }

    /** Returns the objects in order. */
    List<CatalogObject> sorted() {
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
        while (!open.isEmpty()) {
            // Names that look like others can feign a circle; views are created with FORCE, so any order will do then.
            CatalogObject next = ready.isEmpty() ? Collections.min(open.keySet(), NATURAL) : ready.remove();
            if (open.remove(next) == null) {
                continue;
            }
            sorted.add(next);
            for (CatalogObject dependent : waiting.getOrDefault(next, List.of())) {
                Integer left = open.computeIfPresent(dependent, (object, count) -> count - 1);
                if (left != null && left == 0) {
                    ready.add(dependent);
                }
            }
        }
        return sorted;
    }
}
