package io.dbguard.api.migration;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.schema.SchemaDifference;
import java.time.Instant;

/**
 * How a schema changed between two backups.
 *
 * @param database whose schema
 * @param from the earlier backup
 * @param to the later one
 * @param time when the later one was taken
 * @param difference what changed, never nothing
 */
public record SchemaChange(
        DatabaseInfo database, BackupId from, BackupId to, Instant time, SchemaDifference difference) {}
