package io.dbguard.internal.restore;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.Part;
import io.dbguard.internal.merge.RowRules;
import io.dbguard.spi.database.RoleTreatment;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a restore is asked to bring back.
 *
 * @param backup the backup
 * @param schemas names of the chosen schemas; empty for all
 * @param tables names of the chosen tables as the user gave them; empty for all
 * @param safetyBackup whether to back up what is there before anything of it is replaced
 * @param without what to go without
 * @param parts which parts
 * @param roles what becomes of roles
 * @param schemaNames schemas that are restored under another name, new names by old ones
 * @param connections on how many connections at once; with more than one not in one transaction
 * @param rows which rows come back, and how
 * @param fromElsewhere whether it may replace what another database holds than the one that was backed up
 */
public record RestoreOrder(
        BackupId backup,
        List<String> schemas,
        List<String> tables,
        boolean safetyBackup,
        Set<Aspect> without,
        Set<Part> parts,
        RoleTreatment roles,
        Map<String, String> schemaNames,
        int connections,
        RowRules rows,
        boolean fromElsewhere) {

    /** Copies the collections, so that the order can be shared. */
    public RestoreOrder {
        schemas = List.copyOf(schemas);
        tables = List.copyOf(tables);
        without = Set.copyOf(without);
        parts = Set.copyOf(parts);
        schemaNames = Map.copyOf(schemaNames);
    }

    /**
     * Orders the whole of a backup, or some tables, as they were.
     *
     * @param backup the backup
     * @param tables names of the chosen tables; empty for all
     * @param safetyBackup whether to back up what is there before
     */
    public static RestoreOrder of(BackupId backup, List<String> tables, boolean safetyBackup) {
        return new RestoreOrder(
                backup,
                List.of(),
                tables,
                safetyBackup,
                Set.of(),
                Set.of(Part.values()),
                RoleTreatment.AS_THEY_ARE,
                Map.of(),
                1,
                RowRules.REPLACE,
                false);
    }

    /** Returns the same order for another backup. */
    public RestoreOrder withBackup(BackupId changed) {
        return new RestoreOrder(
                changed,
                schemas,
                tables,
                safetyBackup,
                without,
                parts,
                roles,
                schemaNames,
                connections,
                rows,
                fromElsewhere);
    }

    /** Returns the same order of other schemas. */
    public RestoreOrder withSchemas(List<String> changed) {
        return new RestoreOrder(
                backup,
                changed,
                tables,
                safetyBackup,
                without,
                parts,
                roles,
                schemaNames,
                connections,
                rows,
                fromElsewhere);
    }

    /** Returns the same order of other tables. */
    public RestoreOrder withTables(List<String> changed) {
        return new RestoreOrder(
                backup,
                schemas,
                changed,
                safetyBackup,
                without,
                parts,
                roles,
                schemaNames,
                connections,
                rows,
                fromElsewhere);
    }

    /** Returns the same order without other aspects. */
    public RestoreOrder withoutAspects(Set<Aspect> changed) {
        return new RestoreOrder(
                backup,
                schemas,
                tables,
                safetyBackup,
                changed,
                parts,
                roles,
                schemaNames,
                connections,
                rows,
                fromElsewhere);
    }

    /** Returns the same order of other parts. */
    public RestoreOrder withParts(Set<Part> changed) {
        return new RestoreOrder(
                backup,
                schemas,
                tables,
                safetyBackup,
                without,
                changed,
                roles,
                schemaNames,
                connections,
                rows,
                fromElsewhere);
    }

    /** Returns the same order with other roles. */
    public RestoreOrder withRoles(RoleTreatment changed) {
        return new RestoreOrder(
                backup,
                schemas,
                tables,
                safetyBackup,
                without,
                parts,
                changed,
                schemaNames,
                connections,
                rows,
                fromElsewhere);
    }

    /** Returns the same order under other names of schemas. */
    public RestoreOrder withSchemaNames(Map<String, String> changed) {
        return new RestoreOrder(
                backup,
                schemas,
                tables,
                safetyBackup,
                without,
                parts,
                roles,
                changed,
                connections,
                rows,
                fromElsewhere);
    }

    /** Returns the same order without a safety backup. */
    public RestoreOrder withoutSafetyBackup() {
        return new RestoreOrder(
                backup, schemas, tables, false, without, parts, roles, schemaNames, connections, rows, fromElsewhere);
    }

    /** Returns the same order on other connections. */
    public RestoreOrder withConnections(int changed) {
        return new RestoreOrder(
                backup,
                schemas,
                tables,
                safetyBackup,
                without,
                parts,
                roles,
                schemaNames,
                changed,
                rows,
                fromElsewhere);
    }

    /** Returns the same order of other rows. */
    public RestoreOrder withRows(RowRules changed) {
        return new RestoreOrder(
                backup,
                schemas,
                tables,
                safetyBackup,
                without,
                parts,
                roles,
                schemaNames,
                connections,
                changed,
                fromElsewhere);
    }

    /** Returns the same order, which may replace what another database holds. */
    public RestoreOrder fromAnotherDatabase() {
        return new RestoreOrder(
                backup, schemas, tables, safetyBackup, without, parts, roles, schemaNames, connections, rows, true);
    }
}
