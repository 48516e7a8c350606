package io.dbguard.api.retention;

import io.dbguard.api.manifest.BackupHeader;
import java.util.List;

/**
 * What becomes of a backup, and why.
 *
 * @param backup the backup
 * @param kept whether it stays
 * @param reasons every rule that keeps it, such as {@code daily 2026-11-20}; otherwise why none does. At least one
 */
public record Decision(BackupHeader backup, boolean kept, List<String> reasons) {

    /** Copies the list, so that the decision can be shared. */
    public Decision {
        reasons = List.copyOf(reasons);
    }

    /** Says it in words, such as {@code kept: daily 2026-11-20}. */
    @Override
    public String toString() {
        return (kept ? "kept: " : "removed: ") + String.join(", ", reasons);
    }
}
