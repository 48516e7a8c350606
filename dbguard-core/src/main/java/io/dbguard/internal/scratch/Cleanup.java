package io.dbguard.internal.scratch;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.Target;
import io.dbguard.provider.ConnectionLease;
import io.dbguard.provider.SqlFailures;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.RestorePlan;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RoleTreatment;
import io.dbguard.spi.database.TableLoad;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Removes a copy from a database that stays. What was there before the copy, and what others have made since, is left alone. */
public final class Cleanup {
    private final Target scratch;
    private final Schema before;
    private final Set<ObjectId> ours;
    private final Set<TableName> rows;

    /**
     * Creates a cleanup.
     *
     * @param scratch the database with the copy
     * @param before what it held before the copy
     * @param copy what the copy holds
     */
    public Cleanup(Target scratch, Schema before, Schema copy) {
        this.scratch = scratch;
        this.before = before;
        Set<ObjectId> there = ids(before.objects());
        this.ours = copy.objects().stream()
                .map(SchemaObject::id)
                .filter(id -> !there.contains(id))
                .collect(Collectors.toSet());
        // What every database has and what has no definition, such as large objects, is not dropped.
        Set<ObjectId> staying = copy.objects().stream()
                .filter(object -> object.drop().isEmpty())
                .map(SchemaObject::id)
                .collect(Collectors.toSet());
        this.rows = copy.tables().stream()
                .filter(table -> staying.contains(table.object()))
                .map(Table::name)
                .collect(Collectors.toSet());
    }

    /**
     * Removes it: first the tables and all that cannot be without them, then the rest. H2 keeps a dropped table aside until the
     * commit, with what the table needs, and notes in a schema what it does.
     */
    public void run() {
        List<SchemaObject> rest;
        try (Restorer restorer = scratch.provider()
                .openRestorer(scratch.dataSource(), new AccessOptions(rows::contains, scratch.lockWait()))) {
            Schema now = restorer.schema();
            Set<ObjectId> tied = tiedToTables(now.objects());
            Map<Boolean, List<SchemaObject>> drops = drops(now.objects()).stream()
                    .collect(Collectors.partitioningBy(object -> tied.contains(object.id())));
            restorer.apply(new RestorePlan(
                    drops.getOrDefault(true, List.of()),
                    changedSince(now.objects()),
                    Set.of(),
                    emptied(now.tables()),
                    List.of(),
                    RoleTreatment.AS_THEY_ARE));
            restorer.commit();
            rest = drops.getOrDefault(false, List.of());
        }
        drop(rest);
    }

    private void drop(List<SchemaObject> objects) {
        try (ConnectionLease lease = ConnectionLease.take(scratch.dataSource());
                Statement statement = lease.connection().createStatement()) {
            for (SchemaObject object : objects) {
                for (String sql : object.drop()) {
                    statement.execute(sql);
                }
            }
            lease.connection().commit();
        } catch (SQLException e) {
            throw SqlFailures.describe("What the copy left could not be dropped", "its tables are gone", e);
        }
    }

    /** The objects come each after all that it depends on. */
    private static Set<ObjectId> tiedToTables(List<SchemaObject> objects) {
        Set<ObjectId> tied = new HashSet<>();
        for (SchemaObject object : objects) {
            if (object.table().isPresent() || !Collections.disjoint(object.dependsOn(), tied)) {
                tied.add(object.id());
            }
        }
        return tied;
    }

    private List<SchemaObject> drops(List<SchemaObject> now) {
        List<SchemaObject> drops = new ArrayList<>(now.stream()
                .filter(object -> ours.contains(object.id()) && !object.drop().isEmpty())
                .toList());
        Collections.reverse(drops);
        return drops;
    }

    /** Such as the privileges of a schema that every database has. */
    private List<SchemaObject> changedSince(List<SchemaObject> now) {
        Set<List<String>> unchanged = now.stream().map(SchemaObject::create).collect(Collectors.toSet());
        return before.objects().stream()
                .filter(object -> object.drop().isEmpty() && !unchanged.contains(object.create()))
                .toList();
    }

    private List<TableLoad> emptied(List<Table> now) {
        return now.stream()
                .filter(table -> rows.contains(table.name()))
                .map(table -> new TableLoad(table, true, List.of()))
                .toList();
    }

    private static Set<ObjectId> ids(List<SchemaObject> objects) {
        return objects.stream().map(SchemaObject::id).collect(Collectors.toSet());
    }
}
