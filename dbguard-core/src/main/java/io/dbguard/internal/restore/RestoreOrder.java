package io.dbguard.internal.restore;

import io.dbguard.api.manifest.BackupId;
import java.util.List;

/**
 * What a restore is asked to bring back.
 *
 * @param backup the backup
 * @param tables names of the chosen tables as the user gave them; empty for all
 * @param safetyBackup whether to back up what is there before anything of it is replaced
 */
public record RestoreOrder(BackupId backup, List<String> tables, boolean safetyBackup) {

    /** Copies the list, so that the order can be shared. */
    public RestoreOrder {
        tables = List.copyOf(tables);
    }
}
