package io.dbguard.api.manifest;

import java.util.List;

/**
 * What a backup was asked to hold. All lists empty means the whole database.
 *
 * @param schemas only these schemas
 * @param tables only these tables, each with or without its schema
 * @param excluded not these tables
 */
public record Scope(List<String> schemas, List<String> tables, List<String> excluded) {
    /** The whole database. */
    public static final Scope EVERYTHING = new Scope(List.of(), List.of(), List.of());

    /** Copies the lists, so that the scope can be shared. */
    public Scope {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
        excluded = List.copyOf(excluded);
    }

    /** Returns whether nothing was chosen or excluded. */
    public boolean everything() {
        return schemas.isEmpty() && tables.isEmpty() && excluded.isEmpty();
    }
}
