package io.dbguard.api.schema;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One object of a schema and the SQL that makes it. Two objects are the same when identity and SQL are equal.
 *
 * @param id what the object is called
 * @param section whether it is created before or after the rows
 * @param table the table it belongs to and disappears with; for a table the table itself
 * @param create the statements that create it, without closing semicolons, every name in them qualified
 * @param drop the statements that remove it, empty for what goes away with the object it describes (a comment)
 * @param dependsOn the objects that must exist before this one
 */
public record SchemaObject(
        ObjectId id,
        Section section,
        Optional<TableName> table,
        List<String> create,
        List<String> drop,
        Set<ObjectId> dependsOn) {

    /** Copies the collections, so that the object can be shared; the dependencies are put in order. */
    public SchemaObject {
        create = List.copyOf(create);
        drop = List.copyOf(drop);
        dependsOn = Collections.unmodifiableSet(new TreeSet<>(dependsOn));
    }
}
