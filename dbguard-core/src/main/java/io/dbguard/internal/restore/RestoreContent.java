package io.dbguard.internal.restore;

import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.Part;
import java.util.List;
import java.util.Set;

/**
 * What of a backup is to come back.
 *
 * @param schemas names of the chosen schemas; empty for all
 * @param tables names of the chosen tables as the user gave them; empty for all
 * @param groups names of tables together, as the application or the backup knows them
 * @param without what to go without
 * @param parts which parts
 */
public record RestoreContent(
        List<String> schemas, List<String> tables, List<String> groups, Set<Aspect> without, Set<Part> parts) {
    /** Copies the collections, so that the choice can be shared. */
    public RestoreContent {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
        groups = List.copyOf(groups);
        without = Set.copyOf(without);
        parts = Set.copyOf(parts);
    }

    /**
     * Chooses the whole of a backup, or some tables.
     *
     * @param tables names of the chosen tables; empty for all
     */
    static RestoreContent of(List<String> tables) {
        return new RestoreContent(List.of(), tables, List.of(), Set.of(), Set.of(Part.values()));
    }

    /** Returns the same choice of other schemas. */
    public RestoreContent withSchemas(List<String> changed) {
        return new RestoreContent(changed, tables, groups, without, parts);
    }

    /** Returns the same choice of other tables. */
    public RestoreContent withTables(List<String> changed) {
        return new RestoreContent(schemas, changed, groups, without, parts);
    }

    /** Returns the same choice of other groups. */
    public RestoreContent withGroups(List<String> changed) {
        return new RestoreContent(schemas, tables, changed, without, parts);
    }

    /** Returns the same choice without other aspects. */
    public RestoreContent withoutAspects(Set<Aspect> changed) {
        return new RestoreContent(schemas, tables, groups, changed, parts);
    }

    /** Returns the same choice of other parts. */
    public RestoreContent withParts(Set<Part> changed) {
        return new RestoreContent(schemas, tables, groups, without, changed);
    }
}
