package io.dbguard.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.TableChange.Action;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.select.TableChoice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Works out how to turn a database into a backup.
 *
 * <ol>
 *   <li>Wanted are all objects of the backup; or, when tables were chosen, what belongs to those tables, what they need
 *       and lack, and what a DROP … CASCADE took away with them.
 *   <li>An object that is there in the same form stays. One that is missing is created. One that is there in another form
 *       is dropped and created anew.
 *   <li>With a dropped object go all objects that cannot be without it. Of those, the wanted ones come back as the backup
 *       has them, the others as they were. What belonged to a recreated table comes back as the backup has it.
 *   <li>A materialised view gets its rows anew when those of a table change from which they come.
 *   <li>A table that is not wanted is never dropped: its rows could not be brought back.
 * </ol>
 */
final class RestorePlanner {
    private final Manifest manifest;
    private final boolean whole;
    private final Set<TableName> chosen;
    private final PresentState present;
    private final Map<ObjectId, SchemaObject> backup = new HashMap<>();
    private final Map<ObjectId, TableContent> tables = new HashMap<>();

    /**
     * Creates a planner.
     *
     * @param manifest the backup
     * @param chosen the tables to restore, empty for the whole backup
     * @param present the database's schema
     * @param sequences the database's sequences
     */
    RestorePlanner(Manifest manifest, Optional<Set<TableName>> chosen, Schema present, List<SequenceState> sequences) {
        this.manifest = manifest;
        this.whole = chosen.isEmpty();
        this.chosen = chosen.orElseGet(() -> TableChoice.all(manifest.schema()));
        this.present = new PresentState(present, sequences);
        manifest.schema().objects().forEach(object -> backup.put(object.id(), object));
        manifest.tables().stream()
                .filter(content -> this.chosen.contains(content.table().name()))
                .forEach(content -> tables.put(content.table().object(), content));
    }

    Plan plan() {
        Set<ObjectId> wanted = wanted();
        Set<ObjectId> gone = gone(wanted);
        Map<ObjectId, Set<TableName>> stale = new StaleRows(manifest.schema().objects(), present)
                .of(wanted.stream().filter(id -> !gone.contains(id)).toList(), tables.values());
        List<SchemaObject> create = new ArrayList<>(manifest.schema().objects().stream()
                .filter(object -> wanted.contains(object.id()))
                .filter(object ->
                        gone.contains(object.id()) || !present.hasSame(object) || stale.containsKey(object.id()))
                .toList());
        Set<ObjectId> created = ids(create);
        List<SchemaObject> asTheyWere = present.objects().stream()
                .filter(object -> gone.contains(object.id()) && !created.contains(object.id()))
                .filter(object -> !belongsToRecreatedTable(object, gone))
                .filter(object -> !describesWhatComesBack(object, created))
                .toList();
        create.addAll(asTheyWere);
        return new Plan(
                drops(gone),
                create,
                plannedTables(gone),
                sequences(created),
                created.stream().filter(present::has).collect(Collectors.toSet()),
                kept(gone),
                stale);
    }

    private SchemaObject backup(ObjectId id) {
        return Objects.requireNonNull(backup.get(id));
    }

    private Set<ObjectId> wanted() {
        if (whole) {
            return new HashSet<>(backup.keySet());
        }
        var wanted = new HashSet<ObjectId>();
        for (SchemaObject object : manifest.schema().objects()) {
            if (object.table().filter(chosen::contains).isPresent()) {
                addWithNeeds(object, object, wanted);
            }
        }
        addLostDependents(wanted);
        return wanted;
    }

    private void addWithNeeds(SchemaObject object, SchemaObject asker, Set<ObjectId> wanted) {
        if (!wanted.add(object.id())) {
            return;
        }
        for (ObjectId need : object.dependsOn()) {
            SchemaObject needed = backup.get(need);
            if (needed == null || present.has(need)) {
                continue;
            }
            needed.table().filter(table -> !chosen.contains(table)).ifPresent(table -> {
                throw new RequestException(
                        "The " + asker.id() + " needs the table " + table + ", which the database does not have",
                        "nothing was changed",
                        "restore both tables");
            });
            addWithNeeds(needed, asker, wanted);
        }
    }

    /** Dropping a table takes away views on it and foreign keys to it; they come back with it. */
    private void addLostDependents(Set<ObjectId> wanted) {
        Set<ObjectId> returning = wanted.stream().filter(id -> !present.has(id)).collect(Collectors.toSet());
        for (SchemaObject object : manifest.schema().objects()) {
            boolean lost = !present.has(object.id()) && !wanted.contains(object.id());
            boolean touches = !Collections.disjoint(object.dependsOn(), returning);
            boolean possible = object.dependsOn().stream().allMatch(need -> present.has(need) || wanted.contains(need));
            if (lost && touches && possible) {
                wanted.add(object.id());
                returning.add(object.id());
            }
        }
    }

    /** Returns everything in the database that has to make way. */
    private Set<ObjectId> gone(Set<ObjectId> wanted) {
        List<ObjectId> different = wanted.stream()
                .filter(present::has)
                .filter(id -> !present.hasSame(backup(id)))
                .filter(id -> !isDescription(id))
                .toList();
        Set<ObjectId> gone = present.withDependents(different);
        for (ObjectId id : gone) {
            if (present.isTable(id) && !tables.containsKey(id)) {
                throw new RequestException(
                        "The " + id + " needs something that has another form in the backup, and its rows are not "
                                + "among those to be restored",
                        "nothing was changed",
                        "restore the whole backup, or choose that table too");
            }
        }
        return gone;
    }

    /** A comment needs no drop: the new one takes its place. */
    private boolean isDescription(ObjectId id) {
        SchemaObject object = present.find(id);
        return object != null && object.drop().isEmpty();
    }

    private boolean belongsToRecreatedTable(SchemaObject object, Set<ObjectId> gone) {
        ObjectId table = object.table().map(present::objectOf).orElse(null);
        return table != null && gone.contains(table);
    }

    /** What is said of an object comes with the object, unless the restore goes without anything of that kind. */
    private boolean describesWhatComesBack(SchemaObject object, Set<ObjectId> created) {
        String kind = object.id().kind();
        return ObjectKinds.isDescription(object.id())
                && !Collections.disjoint(object.dependsOn(), created)
                && backup.keySet().stream().anyMatch(id -> id.kind().equals(kind));
    }

    private List<SchemaObject> drops(Set<ObjectId> gone) {
        List<SchemaObject> drops = new ArrayList<>(present.objects().stream()
                .filter(object -> gone.contains(object.id()) && !object.drop().isEmpty())
                .toList());
        Collections.reverse(drops);
        return drops;
    }

    private List<PlannedTable> plannedTables(Set<ObjectId> gone) {
        return manifest.tables().stream()
                .filter(content -> tables.containsValue(content))
                .map(content -> {
                    ObjectId id = content.table().object();
                    checkThere(content);
                    Action action =
                            gone.contains(id) ? Action.RECREATE : present.has(id) ? Action.REPLACE : Action.CREATE;
                    return new PlannedTable(content, action);
                })
                .toList();
    }

    /** Rows alone need a table to go into. */
    private void checkThere(TableContent content) {
        ObjectId id = content.table().object();
        if (!backup.containsKey(id) && !present.hasTableLike(content.table())) {
            throw new RequestException(
                    "The database has no " + id + " with the columns that the rows have",
                    "nothing was changed",
                    "restore the definitions too");
        }
    }

    private List<SequenceState> sequences(Set<ObjectId> created) {
        return manifest.sequences().stream()
                .filter(state -> whole
                        || created.contains(state.sequence())
                        || state.table().filter(chosen::contains).isPresent())
                .filter(state -> created.contains(state.sequence())
                        || state.table()
                                .filter(table -> isCreated(table, created))
                                .isPresent()
                        || !present.stands(state))
                .toList();
    }

    private static boolean isCreated(TableName table, Set<ObjectId> created) {
        return created.contains(new ObjectId(ObjectKinds.TABLE, table.schema(), table.table()));
    }

    private List<ObjectId> kept(Set<ObjectId> gone) {
        return present.objects().stream()
                .map(SchemaObject::id)
                .filter(id -> whole && !backup.containsKey(id) && !gone.contains(id))
                .toList();
    }

    private static Set<ObjectId> ids(List<SchemaObject> objects) {
        return objects.stream().map(SchemaObject::id).collect(Collectors.toSet());
    }
}
