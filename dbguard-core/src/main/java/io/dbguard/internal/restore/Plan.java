package io.dbguard.internal.restore;

import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.report.TableChange.Action;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to be done to turn a database into a backup.
 *
 * @param drop objects to remove, each before all that it depends on
 * @param create objects to create, each after all that it depends on
 * @param tables the chosen tables
 * @param sequences where sequences are to stand, only those that stand elsewhere now
 * @param replaced objects of {@code create} that exist in another form
 * @param kept objects that only the database has and that stay
 * @param stale objects of {@code create} that are there in the same form, and are made anew only because of the rows of these tables
 */
record Plan(
        List<SchemaObject> drop,
        List<SchemaObject> create,
        List<PlannedTable> tables,
        List<SequenceState> sequences,
        Set<ObjectId> replaced,
        List<ObjectId> kept,
        Map<ObjectId, Set<TableName>> stale) {
    private static final Set<String> JOINING = Set.of(ObjectKinds.TABLE, ObjectKinds.PARTITION);

    /** Returns whether anything that is there now would be gone or changed. */
    boolean touchesWhatIsThere() {
        return !drop.isEmpty() || !touched().isEmpty();
    }

    /** Returns the chosen tables that are there now, and do not stay as they are. */
    Set<TableName> touched() {
        return tables.stream()
                .filter(t -> t.action() != Action.NONE && t.action() != Action.CREATE)
                .map(t -> t.content().table().name())
                .collect(Collectors.toSet());
    }

    /** Returns whether all it does can be undone by removing what it creates. */
    boolean onlyCreates() {
        Set<ObjectId> created = create.stream().map(SchemaObject::id).collect(Collectors.toSet());
        return drop.isEmpty()
                && replaced.isEmpty()
                && create.stream().noneMatch(object -> joinsPresentTable(object, created))
                && create.stream()
                        .allMatch(object -> !object.drop().isEmpty()
                                || created.containsAll(object.dependsOn())
                                || goesWithAnother(object.id()))
                && tables.stream().allMatch(t -> t.action() == Action.CREATE && !isLargeObjects(t.content()));
    }

    /** What is done by way of a parent that others use already is done to its new child too. */
    private static boolean joinsPresentTable(SchemaObject object, Set<ObjectId> created) {
        return JOINING.contains(object.id().kind())
                && object.dependsOn().stream()
                        .anyMatch(need -> need.kind().equals(ObjectKinds.TABLE) && !created.contains(need));
    }

    /** A type that exists by name only goes with the type that it becomes. */
    private boolean goesWithAnother(ObjectId id) {
        return create.stream()
                .anyMatch(other -> !other.drop().isEmpty()
                        && other.dependsOn().contains(id)
                        && other.id().schema().equals(id.schema())
                        && other.id().name().equals(id.name()));
    }

    private static boolean isLargeObjects(TableContent content) {
        return content.table().object().kind().equals(ObjectKinds.LARGE_OBJECTS);
    }

    /** Returns the same plan without the rows of tables that turned out to hold them already. */
    Plan without(Set<TableContent> unchanged) {
        List<PlannedTable> rest = tables.stream()
                .map(t -> unchanged.contains(t.content()) ? new PlannedTable(t.content(), Action.NONE) : t)
                .toList();
        Set<TableName> changed = rest.stream()
                .filter(t -> t.action() != Action.NONE)
                .map(t -> t.content().table().name())
                .collect(Collectors.toSet());
        List<SchemaObject> needed = create.stream()
                .filter(object -> !stale.containsKey(object.id())
                        || !Collections.disjoint(stale.getOrDefault(object.id(), Set.of()), changed))
                .toList();
        return new Plan(drop, needed, rest, sequences, replaced, kept, stale);
    }
}
