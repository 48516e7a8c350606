package io.dbguard.api.schema;

import java.util.List;

/**
 * A table with rows of its own.
 *
 * @param name the table's name
 * @param object the schema object that creates it
 * @param columns the columns whose values a row carries, in the order in which it carries them
 * @param key names of the columns that tell rows apart: the primary key, or a unique key without nulls; empty if none
 */
public record Table(TableName name, ObjectId object, List<Column> columns, List<String> key) {

    /** Copies the lists, so that the table can be shared. */
    public Table {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }
}
