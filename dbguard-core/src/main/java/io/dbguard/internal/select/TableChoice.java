package io.dbguard.internal.select;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.ObjectKinds;
import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.api.schema.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tables of a schema as a person thinks of them: also those without rows of their own, and partitions with their parent. */
public final class TableChoice {
    private TableChoice() {}

    /**
     * Returns all tables, also partitioned and foreign ones, which have no rows of their own.
     *
     * @param schema a schema
     */
    public static Set<TableName> all(Schema schema) {
        var all = new TreeSet<TableName>();
        schema.tables().forEach(table -> all.add(table.name()));
        schema.objects().forEach(object -> object.table().ifPresent(all::add));
        return all;
    }

    /**
     * Finds tables by what was typed, and adds the partitions of each.
     *
     * @param names what was typed
     * @param schema the schema
     * @param where what holds it, for the message
     * @throws io.dbguard.api.RequestException if a name fits no table, or several
     */
    public static Set<TableName> find(List<String> names, Schema schema, String where) {
        Set<TableName> chosen = TableNames.find(names, all(schema), where);
        addPartitions(chosen, schema);
        return chosen;
    }

    /** The objects come in the order of their creation, but a partition may be attached before its parent is. */
    private static void addPartitions(Set<TableName> chosen, Schema schema) {
        boolean more = true;
        while (more) {
            more = false;
            for (SchemaObject object : schema.objects()) {
                Optional<TableName> child = object.table();
                boolean partition = object.id().kind().equals(ObjectKinds.PARTITION) && child.isPresent();
                if (partition && object.dependsOn().stream().anyMatch(need -> isChosenTable(need, chosen))) {
                    more |= chosen.add(child.get());
                }
            }
        }
    }

    private static boolean isChosenTable(ObjectId id, Set<TableName> chosen) {
        return id.kind().equals(ObjectKinds.TABLE) && chosen.contains(new TableName(id.schema(), id.name()));
    }
}
