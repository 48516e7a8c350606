package io.dbguard.internal.merge;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tables are partitions of which: what is said of a partitioned table holds for the rows of its partitions. */
final class PartitionTree {
    private final Map<TableName, TableName> parents = new HashMap<>();

    PartitionTree(Collection<SchemaObject> objects) {
        for (SchemaObject object : objects) {
            if (object.id().kind().equals(ObjectKinds.PARTITION)) {
                object.table().ifPresent(partition -> add(partition, object));
            }
        }
    }

    private void add(TableName partition, SchemaObject object) {
        for (ObjectId need : object.dependsOn()) {
            var table = new TableName(need.schema(), need.name());
            if (need.kind().equals(ObjectKinds.TABLE) && !table.equals(partition)) {
                parents.put(partition, table);
            }
        }
    }

    boolean isPartitioned(TableName table) {
        return parents.containsValue(table);
    }

    /** Returns a table and what it is a partition of, however far up. */
    List<TableName> upwards(TableName table) {
        List<TableName> all = new ArrayList<>();
        for (@Nullable TableName at = table; at != null; at = parents.get(at)) {
            all.add(at);
        }
        return all;
    }

    /** Returns whether a table is another one or a partition of it, however far down. */
    boolean holds(TableName root, TableName table) {
        return upwards(table).contains(root);
    }
}
