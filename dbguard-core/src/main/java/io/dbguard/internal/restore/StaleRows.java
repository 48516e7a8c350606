package io.dbguard.internal.restore;

import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.TableName;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Rows of materialised views that are there, and would stay as they are when the rows from which they were made are replaced: of
 * tables on which a view depends, directly or not, or of parts of those.
 */
final class StaleRows {
    private final PresentState present;
    private final Map<ObjectId, SchemaObject> views = new HashMap<>();
    private final Map<TableName, Set<ObjectId>> tables = new HashMap<>();

    /**
     * Looks around.
     *
     * @param backup what the backup holds
     * @param present what the database holds
     */
    StaleRows(List<SchemaObject> backup, PresentState present) {
        this.present = present;
        for (SchemaObject object : backup) {
            String kind = object.id().kind();
            if (kind.equals(ObjectKinds.MATERIALIZED_ROWS) && present.hasSame(object)) {
                views.put(object.id(), object);
            }
            if (kind.equals(ObjectKinds.TABLE) || kind.equals(ObjectKinds.PARTITION)) {
                object.table().ifPresent(table -> wholes(table).addAll(parents(object)));
            }
        }
    }

    /**
     * Finds the views.
     *
     * @param wanted what is to be restored, without what is made anew in any case
     * @param replaced tables whose rows may be replaced
     * @return for the rows of each view those of the tables from which they come
     */
    Map<ObjectId, Set<TableName>> of(Collection<ObjectId> wanted, Collection<TableContent> replaced) {
        List<ObjectId> asked = wanted.stream().filter(views::containsKey).toList();
        Map<ObjectId, Set<TableName>> stale = new HashMap<>();
        if (!asked.isEmpty()) {
            for (TableContent content : replaced) {
                Set<ObjectId> dependents = present.withDependents(withWholes(content));
                asked.stream()
                        .filter(dependents::contains)
                        .forEach(view -> stale.computeIfAbsent(view, id -> new HashSet<>())
                                .add(content.table().name()));
            }
        }
        return stale;
    }

    /** Rows of a partition, or of a table that inherits, are rows of the table above it too. */
    private Set<ObjectId> withWholes(TableContent content) {
        Set<ObjectId> found = new HashSet<>();
        addWholes(content.table().object(), content.table().name(), found);
        return found;
    }

    private void addWholes(ObjectId id, TableName table, Set<ObjectId> found) {
        if (found.add(id)) {
            wholes(table).forEach(whole -> addWholes(whole, new TableName(whole.schema(), whole.name()), found));
        }
    }

    private Set<ObjectId> wholes(TableName table) {
        return Objects.requireNonNull(tables.computeIfAbsent(table, name -> new HashSet<>()));
    }

    private static List<ObjectId> parents(SchemaObject object) {
        return object.dependsOn().stream()
                .filter(need -> need.kind().equals(ObjectKinds.TABLE))
                .toList();
    }
}
