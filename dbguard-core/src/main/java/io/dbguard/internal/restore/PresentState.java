package io.dbguard.internal.restore;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the database holds now, with the ways to ask that a plan needs. */
final class PresentState {
    private final Schema schema;
    private final Map<ObjectId, SchemaObject> objects = new HashMap<>();
    private final Map<ObjectId, List<SchemaObject>> dependents = new HashMap<>();
    private final Map<TableName, List<SchemaObject>> attached = new HashMap<>();
    private final Map<ObjectId, TableName> tableNames = new HashMap<>();
    private final Map<TableName, ObjectId> tables = new HashMap<>();
    private final Map<ObjectId, SequenceState> sequences = new HashMap<>();

    PresentState(Schema schema, List<SequenceState> states) {
        this.schema = schema;
        for (SchemaObject object : schema.objects()) {
            objects.put(object.id(), object);
            object.table()
                    .ifPresent(table -> attached.computeIfAbsent(table, t -> new ArrayList<>())
                            .add(object));
            object.dependsOn()
                    .forEach(need -> dependents
                            .computeIfAbsent(need, id -> new ArrayList<>())
                            .add(object));
        }
        for (Table table : schema.tables()) {
            tables.put(table.name(), table.object());
            tableNames.put(table.object(), table.name());
        }
        states.forEach(state -> sequences.put(state.sequence(), state));
    }

    boolean has(ObjectId id) {
        return objects.containsKey(id);
    }

    @Nullable
    SchemaObject find(ObjectId id) {
        return objects.get(id);
    }

    /** Returns whether the object is there in exactly this form. */
    boolean hasSame(SchemaObject wanted) {
        SchemaObject present = objects.get(wanted.id());
        return present != null && present.create().equals(wanted.create());
    }

    boolean isTable(ObjectId id) {
        return tableNames.containsKey(id);
    }

    /** Returns whether there is a table of that name with the same columns. */
    boolean hasTableLike(Table other) {
        return schema.tables().stream()
                .anyMatch(table ->
                        table.name().equals(other.name()) && table.columns().equals(other.columns()));
    }

    @Nullable
    ObjectId objectOf(TableName table) {
        return tables.get(table);
    }

    boolean stands(SequenceState wanted) {
        SequenceState present = sequences.get(wanted.sequence());
        return present != null && present.value() == wanted.value() && present.called() == wanted.called();
    }

    List<SchemaObject> objects() {
        return schema.objects();
    }

    /** Returns the given objects and all that cannot be without one of them. */
    Set<ObjectId> withDependents(Collection<ObjectId> roots) {
        Set<ObjectId> found = new HashSet<>(roots);
        Deque<ObjectId> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            ObjectId next = open.remove();
            Stream.concat(
                            dependents.getOrDefault(next, List.of()).stream(),
                            attached.getOrDefault(tableNames.get(next), List.of()).stream())
                    .map(SchemaObject::id)
                    .filter(found::add)
                    .forEach(open::add);
        }
        return found;
    }
}
