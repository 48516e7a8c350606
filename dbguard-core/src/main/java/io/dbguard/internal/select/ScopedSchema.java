package io.dbguard.internal.select;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.api.schema.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a schema down to a scope: the chosen tables with all that belongs to them, and what those need. An object that
 * needs a table outside of the scope (a foreign key, a view) is left out and named.
 */
public final class ScopedSchema {
    private final Scope scope;
    private final Schema full;
    private final Map<ObjectId, SchemaObject> byId = new HashMap<>();
    private final Set<TableName> chosen;
    private final Map<ObjectId, @Nullable TableName> outsiders = new HashMap<>();

    private ScopedSchema(Scope scope, Schema full) {
        this.scope = scope;
        this.full = full;
        full.objects().forEach(object -> byId.put(object.id(), object));
        this.chosen = chosenTables(scope, full);
    }

    /**
     * Returns whether a table may turn out to be in the scope, before the schema is known.
     *
     * @param scope what was asked for
     * @param table a table
     */
    public static boolean mayHold(Scope scope, TableName table) {
        boolean asked = nothingChosen(scope)
                || scope.schemas().contains(table.schema())
                || TableNames.mayBe(table, scope.tables());
        // A name without schema that fits several tables is refused later, so it is as good as one with.
        List<String> excluded = scope.excluded();
        return asked && !excluded.contains(table.toString()) && !excluded.contains(table.table());
    }

    /**
     * Cuts the schema down.
     *
     * @param scope what was asked for
     * @param full the whole schema
     * @throws RequestException if something in the scope does not exist
     */
    public static Schema of(Scope scope, Schema full) {
        return scope.everything() ? full : new ScopedSchema(scope, full).cut();
    }

    /**
     * Returns the sequences that belong to a schema.
     *
     * @param sequences all sequences
     * @param schema a schema that was cut down
     */
    public static List<SequenceState> sequencesOf(List<SequenceState> sequences, Schema schema) {
        Set<ObjectId> objects = schema.objects().stream().map(SchemaObject::id).collect(Collectors.toSet());
        Set<TableName> tables = TableChoice.all(schema);
        return sequences.stream()
                .filter(state -> objects.contains(state.sequence())
                        || state.table().filter(tables::contains).isPresent())
                .toList();
    }

    private Schema cut() {
        var kept = new HashSet<ObjectId>();
        var unsupported = new ArrayList<Unsupported>();
        Set<ObjectId> tableObjects = full.tables().stream().map(Table::object).collect(Collectors.toSet());
        for (SchemaObject object : full.objects()) {
            if (!isAskedFor(object)) {
                continue;
            }
            TableName outsider = outsiderNeededBy(object.id());
            if (outsider == null) {
                keepWithNeeds(object.id(), kept);
            } else if (tableObjects.contains(object.id())) {
                throw new RequestException(
                        "The " + object.id() + " cannot be without the table " + outsider + ", which was not chosen",
                        "nothing was changed",
                        "choose both");
            } else if (!ObjectKinds.isDescription(object.id())) {
                unsupported.add(new Unsupported(
                        object.id(), object.table(), "needs the table " + outsider + ", which was not chosen"));
            }
        }
        full.unsupported().stream().filter(this::concerns).forEach(unsupported::add);
        return new Schema(
                full.objects().stream().filter(o -> kept.contains(o.id())).toList(),
                full.tables().stream().filter(t -> chosen.contains(t.name())).toList(),
                unsupported);
    }

    private boolean isAskedFor(SchemaObject object) {
        return object.table().map(chosen::contains).orElseGet(() -> isSchemaAskedFor(object.id()));
    }

    private boolean isSchemaAskedFor(ObjectId id) {
        String schema = id.kind().equals(ObjectKinds.SCHEMA) ? id.name() : id.schema();
        return nothingChosen(scope) || scope.schemas().contains(schema);
    }

    private boolean concerns(Unsupported object) {
        return object.table().map(chosen::contains).orElseGet(() -> isSchemaAskedFor(object.object()));
    }

    private void keepWithNeeds(ObjectId id, Set<ObjectId> kept) {
        SchemaObject object = byId.get(id);
        if (object != null && kept.add(id)) {
            object.dependsOn().forEach(need -> keepWithNeeds(need, kept));
        }
    }

    /** Returns a table that is not chosen and without which the object cannot be, null if there is none. */
    private @Nullable TableName outsiderNeededBy(ObjectId id) {
        if (outsiders.containsKey(id)) {
            return outsiders.get(id);
        }
        outsiders.put(id, null);
        SchemaObject object = byId.get(id);
        TableName outsider = null;
        if (object != null) {
            TableName own = object.table().orElse(null);
            outsider = own != null && !chosen.contains(own) ? own : null;
            for (ObjectId need : object.dependsOn()) {
                outsider = outsider != null ? outsider : outsiderNeededBy(need);
            }
        }
        outsiders.put(id, outsider);
        return outsider;
    }

    private static Set<TableName> chosenTables(Scope scope, Schema full) {
        checkSchemas(scope, full);
        Set<TableName> chosen = TableChoice.find(scope.tables(), full, "the database");
        TableChoice.all(full).stream()
                .filter(table -> nothingChosen(scope) || scope.schemas().contains(table.schema()))
                .forEach(chosen::add);
        chosen.removeAll(TableChoice.find(scope.excluded(), full, "the database"));
        return chosen;
    }

    private static boolean nothingChosen(Scope scope) {
        return scope.schemas().isEmpty() && scope.tables().isEmpty();
    }

    private static void checkSchemas(Scope scope, Schema full) {
        Set<String> there = full.objects().stream()
                .map(object -> object.id().kind().equals(ObjectKinds.SCHEMA)
                        ? object.id().name()
                        : object.id().schema())
                .collect(Collectors.toSet());
        for (String schema : scope.schemas()) {
            if (!there.contains(schema)) {
                throw new RequestException(
                        "There is no schema " + schema + ", or it is empty", "nothing was changed", "check the name");
            }
        }
    }
}
