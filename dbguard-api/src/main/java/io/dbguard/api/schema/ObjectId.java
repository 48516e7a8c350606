package io.dbguard.api.schema;

/**
 * What a schema object is called. Two databases hold the same object when its identity is equal in both.
 *
 * @param kind the sort of object in lower case, as the database module names it: {@code table}, {@code foreign key}
 * @param schema the schema that holds the object, empty for what lives outside of schemas
 * @param name the object's name, exact enough to be unique among its kind and schema; for what belongs to a table it
 *     starts with the table's name, for a function it holds the argument types
 */
public record ObjectId(String kind, String schema, String name) implements Comparable<ObjectId> {

    @Override
    public int compareTo(ObjectId other) {
        int byKind = kind.compareTo(other.kind);
        int bySchema = byKind != 0 ? byKind : schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : name.compareTo(other.name);
    }

    /** Returns the identity as a person reads it, such as {@code view public.active_users}. */
    @Override
    public String toString() {
        return kind + " " + (schema.isEmpty() ? name : schema + "." + name);
    }
}
