package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.schema.ObjectId;
import java.util.List;

/**
 * What a restore would do. Nothing has been changed.
 *
 * @param backup the backup
 * @param tables the chosen tables, also those that need nothing
 * @param created objects other than tables that would be created
 * @param replaced objects other than tables that exist in another form and would be replaced
 * @param kept objects that the backup does not hold and that stay
 * @param remarks what the reader should know, such as columns that have come or gone since the backup
 */
public record RestorePreview(
        BackupId backup,
        List<TableChange> tables,
        List<ObjectId> created,
        List<ObjectId> replaced,
        List<ObjectId> kept,
        List<String> remarks) {

    /** Copies the lists, so that the preview can be shared. */
    public RestorePreview {
        tables = List.copyOf(tables);
        created = List.copyOf(created);
        replaced = List.copyOf(replaced);
        kept = List.copyOf(kept);
        remarks = List.copyOf(remarks);
    }
}
