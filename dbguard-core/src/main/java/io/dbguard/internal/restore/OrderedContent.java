package io.dbguard.internal.restore;

import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Part;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.SequenceState;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.select.ScopedSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Cuts a backup down to what a restore is asked for, as if the backup held nothing else. */
public final class OrderedContent {
    private OrderedContent() {}

    /**
     * Cuts a backup down.
     *
     * @param manifest the backup
     * @param schemas the chosen schemas; empty for all
     * @param without what to go without
     * @param parts which parts
     */
    public static Manifest of(Manifest manifest, List<String> schemas, Set<Aspect> without, Set<Part> parts) {
        Schema chosen = ScopedSchema.of(new Scope(schemas, List.of(), List.of()), manifest.schema());
        Set<TableName> largeObjects = tablesWhose(chosen, table -> table.kind().equals(ObjectKinds.LARGE_OBJECTS));
        Set<TableName> unwanted = tablesWhose(chosen, table -> isUnwanted(table, without));
        List<SchemaObject> objects = chosen.objects().stream()
                .filter(object -> !isUnwanted(object.id(), without))
                .filter(object -> object.table().filter(unwanted::contains).isEmpty())
                .filter(object -> parts.contains(partOf(object, largeObjects)))
                .toList();
        boolean data = parts.contains(Part.DATA);
        Set<TableName> tables = chosen.tables().stream()
                .map(Table::name)
                .filter(table -> data && !unwanted.contains(table))
                .collect(Collectors.toSet());
        List<TableContent> contents = manifest.tables().stream()
                .filter(content -> tables.contains(content.table().name()))
                .toList();
        List<SequenceState> sequences =
                data ? new ArrayList<>(ScopedSchema.sequencesOf(manifest.sequences(), chosen)) : List.of();
        return new Manifest(
                manifest.header(), new Schema(objects, chosen.tables(), chosen.unsupported()), contents, sequences);
    }

    private static boolean isUnwanted(ObjectId object, Set<Aspect> without) {
        return without.stream().anyMatch(aspect -> aspect.covers(object));
    }

    private static Set<TableName> tablesWhose(Schema schema, Predicate<ObjectId> condition) {
        return schema.tables().stream()
                .filter(table -> condition.test(table.object()))
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    /** Large objects have no definition: they, and what is said of them, come with the data. */
    private static Part partOf(SchemaObject object, Set<TableName> largeObjects) {
        if (object.table().filter(largeObjects::contains).isPresent()) {
            return Part.DATA;
        }
        return object.section() == Section.BEFORE_DATA ? Part.BEFORE_DATA : Part.AFTER_DATA;
    }
}
