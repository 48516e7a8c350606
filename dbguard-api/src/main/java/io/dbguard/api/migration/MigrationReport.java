package io.dbguard.api.migration;

import io.dbguard.api.manifest.BackupId;
import java.util.List;
import java.util.Optional;

/**
 * What a guarded migration did.
 *
 * @param scripts names of the migrations that were pending, in their order; empty if nothing was
 * @param assessment what was found in them
 * @param approval who approved them, empty if nobody had to
 * @param backup the backup taken before, empty if nothing was pending
 * @param aftermath what they left, held against that backup; empty if nothing was pending, or it could not be found out
 */
public record MigrationReport(
        List<String> scripts,
        Assessment assessment,
        Optional<Approval> approval,
        Optional<BackupId> backup,
        Optional<Aftermath> aftermath) {

    /** Copies the list, so that the report can be shared. */
    public MigrationReport {
        scripts = List.copyOf(scripts);
    }

    /** Returns the tables that have fewer rows than before, or are gone. */
    public List<TableEffect> losses() {
        return aftermath.map(Aftermath::losses).orElse(List.of());
    }
}
