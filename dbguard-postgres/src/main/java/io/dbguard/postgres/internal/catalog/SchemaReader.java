package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.Table;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a whole schema: every kind of object, their order, and what is there besides. */
public final class SchemaReader {
    private final TableCatalog tables = new TableCatalog();
    private final ExtensionTableCatalog extensionTables = new ExtensionTableCatalog();
    private final LargeObjectCatalog largeObjects = new LargeObjectCatalog();

    private final List<Catalog> catalogs = List.of(
            new SchemaCatalog(),
            new ExtensionCatalog(),
            extensionTables,
            new LanguageCatalog(),
            new CollationCatalog(),
            new ConversionCatalog(),
            new TransformCatalog(),
            new TypeCatalog(),
            new BaseTypeCatalog(),
            new DomainCatalog(),
            new CastCatalog(),
            new FunctionCatalog(),
            new AggregateCatalog(),
            new AccessMethodCatalog(),
            new OperatorCatalog(),
            new OperatorFamilyCatalog(),
            new OperatorClassCatalog(),
            new TextSearchCatalog(),
            new ForeignDataCatalog(),
            new SequenceCatalog(),
            tables,
            new DefaultsCatalog(),
            new PartitionCatalog(),
            new ViewCatalog(),
            new MaterializedViewCatalog(),
            new ConstraintCatalog(),
            new IndexCatalog(),
            new TableSettingCatalog(),
            new StatisticsCatalog(),
            new RuleCatalog(),
            new TriggerCatalog(),
            new PolicyCatalog(),
            new PublicationCatalog(),
            new SubscriptionCatalog(),
            new EventTriggerCatalog(),
            new ExtensionDependencyCatalog(),
            largeObjects,
            new CommentCatalog(),
            new OwnerCatalog(),
            new PrivilegesCatalog(),
            new DefaultPrivilegesCatalog(),
            new DatabaseSettingCatalog());

    private SchemaReader() {}

    /**
     * Reads the schema.
     *
     * @param session a transaction in which the tables are locked already
     */
    public static Schema read(PgSession session) {
        return new SchemaReader().readWith(session);
    }

    private Schema readWith(PgSession session) {
        List<CatalogObject> objects = new ArrayList<>();
        catalogs.forEach(catalog -> objects.addAll(catalog.read(session)));
        List<DependencyReader.Edge> edges = DependencyReader.read(session);
        var everything = new DependencyGraph(objects, edges);
        List<CatalogObject> meaningful = objects.stream()
                .filter(object -> object.described() == null || everything.knows(object.described()))
                .toList();
        List<Table> rows = Stream.of(tables.tables(), extensionTables.tables(), largeObjects.tables())
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Table::name))
                .toList();
        return new Schema(
                toSchemaObjects(new DependencyGraph(meaningful, edges)), rows, Census.unknown(session, meaningful));
    }

    /** What needs an object that comes after the data has to come after the data too. */
    private static List<SchemaObject> toSchemaObjects(DependencyGraph graph) {
        Map<CatalogObject, Section> sections = new HashMap<>();
        List<SchemaObject> result = new ArrayList<>();
        for (CatalogObject object : graph.sorted()) {
            Set<CatalogObject> needs = graph.needsOf(object);
            boolean late = needs.stream().anyMatch(need -> sections.get(need) == Section.AFTER_DATA);
            Section section = late ? Section.AFTER_DATA : object.section();
            sections.put(object, section);
            Set<ObjectId> dependsOn = needs.stream().map(CatalogObject::id).collect(Collectors.toSet());
            result.add(new SchemaObject(
                    object.id(), section, graph.tableOf(object), object.create(), object.drop(), dependsOn));
        }
        return result;
    }
}
