package io.dbguard.postgres.internal.restore.parallel;

import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Section;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.TableLoad;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The indexes and keys that concern one table and no other, not even a child, so that several connections can build them. */
final class Builds {
    private static final String INDEX = "index";
    private static final Set<String> KINDS = Set.of(INDEX, "constraint");

    private final List<SchemaObject> all;
    private final Map<TableName, Integer> parts;
    private final BiConsumer<PgSession, SchemaObject> create;

    /** Finds them in a plan; {@code create} creates one. */
    Builds(RestorePlan plan, BiConsumer<PgSession, SchemaObject> create) {
        this.parts = plan.load().stream()
                .collect(Collectors.toMap(Builds::name, load -> load.parts().size()));
        this.create = create;
        Set<?> late = plan.create().stream()
                .filter(object -> object.section() == Section.AFTER_DATA)
                .map(SchemaObject::id)
                .collect(Collectors.toSet());
        this.all = plan.create().stream()
                .filter(object -> object.section() == Section.AFTER_DATA
                        && KINDS.contains(object.id().kind())
                        && object.table().filter(parts::containsKey).isPresent()
                        && object.create().stream().noneMatch(Builds::concernsChildren)
                        && object.dependsOn().stream().noneMatch(late::contains))
                .toList();
    }

    private static TableName name(TableLoad load) {
        return load.table().name();
    }

    private static boolean concernsChildren(String sql) {
        return sql.startsWith("ALTER TABLE ") && !sql.startsWith("ALTER TABLE ONLY ");
    }

    boolean contains(SchemaObject object) {
        return all.contains(object);
    }

    /** Returns what builds the keys. Those of one table come one after the other: each locks it for itself alone. */
    List<Consumer<PgSession>> keys() {
        Collection<List<SchemaObject>> byTable = all.stream()
                .filter(object -> !isIndex(object))
                .collect(Collectors.groupingBy(object -> object.table().orElseThrow()))
                .values();
        return byTable.stream()
                .sorted(Comparator.comparingInt(keys -> -partsOf(keys.get(0))))
                .map(keys -> (Consumer<PgSession>) session -> keys.forEach(key -> create.accept(session, key)))
                .toList();
    }

    /** Returns what builds the indexes, several of one table at once, which their locks allow. */
    List<Consumer<PgSession>> indexes() {
        return all.stream()
                .filter(Builds::isIndex)
                .sorted(Comparator.comparingInt(index -> -partsOf(index)))
                .map(index -> (Consumer<PgSession>) session -> create.accept(session, index))
                .toList();
    }

    private int partsOf(SchemaObject object) {
        return object.table().map(parts::get).orElse(0);
    }

    private static boolean isIndex(SchemaObject object) {
        return object.id().kind().equals(INDEX);
    }
}
