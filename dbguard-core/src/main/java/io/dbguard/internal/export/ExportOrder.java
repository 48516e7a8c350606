package io.dbguard.internal.export;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.Aspect;
import io.dbguard.api.schema.Part;
import java.util.List;
import java.util.Set;

/**
 * What an export is asked to write.
 *
 * @param backup the backup
 * @param schemas names of the chosen schemas; empty for all
 * @param without what to go without
 * @param parts which parts
 */
public record ExportOrder(BackupId backup, List<String> schemas, Set<Aspect> without, Set<Part> parts) {

    /** Copies the collections, so that the order can be shared. */
    public ExportOrder {
        schemas = List.copyOf(schemas);
        without = Set.copyOf(without);
        parts = Set.copyOf(parts);
    }

    /**
     * Orders the whole of a backup.
     *
     * @param backup the backup
     */
    public static ExportOrder everything(BackupId backup) {
        return new ExportOrder(backup, List.of(), Set.of(), Set.of(Part.values()));
    }
}
