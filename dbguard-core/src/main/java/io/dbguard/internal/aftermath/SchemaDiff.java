package io.dbguard.internal.aftermath;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.SchemaDifference;
import io.dbguard.api.schema.SchemaObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds two schemas against each other, object by object. */
public final class SchemaDiff {
    private SchemaDiff() {}

    /**
     * Compares.
     *
     * @param before the objects of the earlier schema
     * @param now those of the later one, in whose order the difference is
     */
    public static SchemaDifference between(List<SchemaObject> before, List<SchemaObject> now) {
        Map<ObjectId, SchemaObject> old = byId(before);
        Map<ObjectId, SchemaObject> current = byId(now);
        return new SchemaDifference(
                now.stream().filter(object -> !old.containsKey(object.id())).toList(),
                before.stream()
                        .filter(object -> !current.containsKey(object.id()))
                        .toList(),
                now.stream().filter(object -> isRedefined(old, object)).toList());
    }

    private static boolean isRedefined(Map<ObjectId, SchemaObject> old, SchemaObject object) {
        SchemaObject earlier = old.get(object.id());
        return earlier != null && !earlier.create().equals(object.create());
    }

    private static Map<ObjectId, SchemaObject> byId(List<SchemaObject> objects) {
        Map<ObjectId, SchemaObject> map = new LinkedHashMap<>();
        objects.forEach(object -> map.put(object.id(), object));
        return map;
    }
}
