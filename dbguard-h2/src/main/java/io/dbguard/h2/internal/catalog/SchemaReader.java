package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.session.H2Session;
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
     * Reads the schema as it is now; H2 keeps no older state of it, whatever the isolation level. The transaction goes on.
     *
     * @param session where to read
     * @param script what only a script shows, read shortly before
     */
    public static Schema read(H2Session session, ObjectScript script) {
        Facts facts = Facts.of(session, script.statements());
        Map<TableName, List<ColumnDefinition>> columns = ColumnDefinition.readAll(facts);
        Keys keys = Keys.read(session);
        var found = new Findings();
        // Tables come first: what belongs to them asks which there are.
        List.of(
                        new TableCatalog(columns, KeyColumns.of(keys, columns)),
                        new SettingCatalog(),
                        new UserCatalog(),
                        new SchemaCatalog(),
                        new RightCatalog(),
                        new ConstantCatalog(),
                        new RoutineCatalog(),
                        new SequenceCatalog(),
                        new DomainCatalog(),
                        new ViewCatalog(columns),
                        new SynonymCatalog(),
                        new ConstraintCatalog(keys),
                        new ForeignKeyCatalog(keys),
                        new IndexCatalog(),
                        new TriggerCatalog(),
                        new CommentCatalog(),
                        new Census())
                .forEach(catalog -> catalog.read(facts, found));
        return new Schema(toSchemaObjects(new DependencySorter(found.objects())), found.tables(), found.unsupported());
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
