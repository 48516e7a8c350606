package io.dbguard.api.schema;

/**
 * The name of a table, exactly as the database stores it, without quotes.
 *
 * @param schema the schema that holds the table
 * @param table the table's own name
 */
public record TableName(String schema, String table) implements Comparable<TableName> {

    @Override
    public int compareTo(TableName other) {
        int bySchema = schema.compareTo(other.schema);
        return bySchema != 0 ? bySchema : table.compareTo(other.table);
    }

    /** Returns the name as a person reads it, {@code schema.table}; not meant to be put into SQL. */
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
