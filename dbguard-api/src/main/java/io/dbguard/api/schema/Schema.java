package io.dbguard.api.schema;

import java.util.List;

/**
 * Everything a database is made of, apart from its rows.
 *
 * @param objects the objects, each after all that it depends on
 * @param tables the tables with rows, in the order of their names
 * @param unsupported what is there but cannot be backed up
 */
public record Schema(List<SchemaObject> objects, List<Table> tables, List<Unsupported> unsupported) {

    /** Copies the lists, so that the schema can be shared. */
    public Schema {
        objects = List.copyOf(objects);
        tables = List.copyOf(tables);
        unsupported = List.copyOf(unsupported);
    }
}
