package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a whole schema: every kind of object, their order, and what is there besides. */
public final class SchemaReader {
    private SchemaReader() {}

    /**
     * Reads the schema.
     *
     * @param session a transaction in which the tables are locked already
     */
    public static Schema read(PgSession session) {
        var tables = new TableCatalog();
        List<Catalog> catalogs = List.of(
                new SchemaCatalog(),
                new ExtensionCatalog(),
                new TypeCatalog(),
                new DomainCatalog(),
                new FunctionCatalog(),
                new SequenceCatalog(),
                tables,
                new ViewCatalog(),
                new ConstraintCatalog(),
                new IndexCatalog(),
                new TriggerCatalog(),
                new CommentCatalog());
        List<CatalogObject> objects = new ArrayList<>();
        catalogs.forEach(catalog -> objects.addAll(catalog.read(session)));
        DependencySorter sorter = new DependencySorter(objects).read(session);
        return new Schema(toSchemaObjects(sorter), tables.tables(), Census.unknown(session, objects));
    }

    /** What needs an object that comes after the data has to come after the data too. */
    private static List<SchemaObject> toSchemaObjects(DependencySorter sorter) {
        Map<CatalogObject, Section> sections = new HashMap<>();
        List<SchemaObject> result = new ArrayList<>();
        for (CatalogObject object : sorter.sorted()) {
            Set<CatalogObject> needs = sorter.needsOf(object);
            boolean late = needs.stream().anyMatch(need -> sections.get(need) == Section.AFTER_DATA);
            Section section = late ? Section.AFTER_DATA : object.section();
            sections.put(object, section);
            Set<ObjectId> dependsOn = needs.stream().map(CatalogObject::id).collect(Collectors.toSet());
            result.add(
                    new SchemaObject(object.id(), section, object.table(), object.create(), object.drop(), dependsOn));
        }
        return result;
    }
}
