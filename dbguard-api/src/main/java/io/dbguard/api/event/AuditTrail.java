package io.dbguard.api.event;

import java.util.List;

/**
 * All that the audit log of a repository holds.
 *
 * @param entries the lines that can be read, oldest first
 * @param problems where lines were changed or are missing, a sentence for each; empty if the log is whole
 */
public record AuditTrail(List<AuditEntry> entries, List<String> problems) {

    /** Copies the lists, so that this can be shared. */
    public AuditTrail {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }
}
