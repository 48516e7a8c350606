package io.dbguard.api.report;

import io.dbguard.api.schema.TableName;
import java.util.List;

/**
 * What a row was like in all backups. Holds data of the database: not for logs.
 *
 * @param table the table
 * @param backups how many backups were looked into
 * @param versions the oldest first; one for each time that it had changed from one backup to the next
 * @param problems backups that could not be looked into, and why
 */
public record RowHistory(TableName table, int backups, List<RowVersion> versions, List<String> problems) {

    /** Copies the lists, so that the history can be shared. */
    public RowHistory {
        versions = List.copyOf(versions);
        problems = List.copyOf(problems);
    }

    /** Returns whether any backup holds the row. */
    public boolean found() {
        return versions.stream().anyMatch(RowVersion::there);
    }
}
