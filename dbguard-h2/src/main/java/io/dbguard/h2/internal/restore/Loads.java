package io.dbguard.h2.internal.restore;

import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.TableName;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.TableLoad;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of a plan, by the way in which they get their rows.
 *
 * @param created tables that the plan creates
 * @param atOnce existing tables whose rows can be replaced in the last transaction, because no DDL has to follow
 * @param copied existing tables for which DDL has to follow: a trigger that would fire during the load, a key that the
 *     present rows may violate; their rows are copied first
 */
record Loads(List<TableLoad> created, List<TableLoad> atOnce, List<TableLoad> copied) {
    /** Objects that must not be there while rows are loaded. */
    private static final Set<String> IN_THE_WAY = Set.of("trigger", "default on null");

    /** Objects that the present rows may not allow. */
    private static final Set<String> DEPEND_ON_ROWS = Set.of("constraint", "index", "trigger", "default on null");

    static Loads of(RestorePlan plan, Schema present) {
        Set<TableName> needDdl = Stream.concat(
                        present.objects().stream()
                                .filter(object ->
                                        IN_THE_WAY.contains(object.id().kind())),
                        plan.create().stream()
                                .filter(object ->
                                        DEPEND_ON_ROWS.contains(object.id().kind())))
                .flatMap(object -> object.table().stream())
                .collect(Collectors.toSet());
        return new Loads(
                plan.load().stream().filter(load -> !load.replace()).toList(),
                plan.load().stream()
                        .filter(load -> load.replace() && !needDdl.contains(nameOf(load)))
                        .toList(),
                plan.load().stream()
                        .filter(load -> load.replace() && needDdl.contains(nameOf(load)))
                        .toList());
    }

    private static TableName nameOf(TableLoad load) {
        return load.table().name();
    }

    Set<TableName> replaced() {
        Set<TableName> names = new HashSet<>(namesAtOnce());
        copied.forEach(load -> names.add(nameOf(load)));
        return names;
    }

    Set<TableName> namesAtOnce() {
        return atOnce.stream().map(Loads::nameOf).collect(Collectors.toSet());
    }

    /** Returns the objects that have to make way for the rows of the tables that are copied. */
    List<SchemaObject> obstacles(Schema present, Set<SchemaObject> gone) {
        Set<TableName> tables = copied.stream().map(Loads::nameOf).collect(Collectors.toSet());
        return present.objects().stream()
                .filter(object -> IN_THE_WAY.contains(object.id().kind()) && !gone.contains(object))
                .filter(object -> object.table().filter(tables::contains).isPresent())
                .toList();
    }
}
