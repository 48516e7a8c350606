package io.dbguard.postgres.internal.catalog;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Puts objects into an order in which each comes after all that it depends on. */
final class DependencySorter {
    /** What an object needs before it can exist; what it brings along itself ('i') is turned around by the parts. */
    private static final String SQL = """
            SELECT d.classid::regclass::text AS catalog, d.objid, d.refclassid::regclass::text AS needed_catalog, d.refobjid
              FROM pg_depend d
             WHERE d.deptype IN ('n', 'a', 'i', 'x') AND d.objid >= 16384
               AND NOT (d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
                        AND EXISTS (SELECT FROM pg_sequence s WHERE s.seqrelid = d.objid))
            UNION
            SELECT 'pg_class', c.oid, 'pg_namespace', c.relnamespace FROM pg_class c WHERE c.oid >= 16384
            UNION
            SELECT 'pg_proc', p.oid, 'pg_namespace', p.pronamespace FROM pg_proc p WHERE p.oid >= 16384
            UNION
            SELECT 'pg_type', t.oid, 'pg_namespace', t.typnamespace FROM pg_type t WHERE t.oid >= 16384
            """;

    private static final Comparator<CatalogObject> NATURAL = Comparator.comparing(CatalogObject::section)
            .thenComparing(CatalogObject::rank)
            .thenComparing(CatalogObject::id);

    private final List<CatalogObject> objects;
    private final Map<Address, CatalogObject> owners = new HashMap<>();
    private final Map<CatalogObject, Set<CatalogObject>> needs = new HashMap<>();

    DependencySorter(List<CatalogObject> objects) {
        this.objects = objects;
        for (CatalogObject object : objects) {
            owners.put(object.address(), object);
            object.parts().forEach(part -> owners.put(part, object));
            needs.put(object, new HashSet<>());
        }
    }

    /** Reads the dependencies. */
    DependencySorter read(PgSession session) {
        record Edge(Address from, Address to) {}
        List<Edge> edges = session.query(
                "read the dependencies",
                SQL,
                row -> new Edge(
                        new Address(row.getString("catalog"), row.getLong("objid")),
                        new Address(row.getString("needed_catalog"), row.getLong("refobjid"))));
        edges.forEach(edge -> add(owners.get(edge.from), edge.to));
        objects.forEach(object -> object.needs().forEach(need -> add(object, need)));
        return this;
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
        while (!ready.isEmpty()) {
            CatalogObject next = ready.remove();
            sorted.add(next);
            for (CatalogObject dependent : waiting.getOrDefault(next, List.of())) {
                if (open.merge(dependent, -1, Integer::sum) == 0) {
                    ready.add(dependent);
                }
            }
        }
        if (sorted.size() < objects.size()) {
            throw new IllegalStateException("These objects depend on each other in a circle: "
                    + objects.stream().filter(o -> !sorted.contains(o)).toList());
        }
        return sorted;
    }

    private void add(@org.jspecify.annotations.Nullable CatalogObject object, Address need) {
        CatalogObject needed = owners.get(need);
        if (object != null && needed != null && needed != object) {
            needs.computeIfAbsent(object, o -> new HashSet<>()).add(needed);
        }
    }
}
