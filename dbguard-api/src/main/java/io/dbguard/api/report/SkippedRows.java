package io.dbguard.api.report;

/**
 * Rows of a backup that do not come back.
 *
 * @param reason why, without values
 * @param rows how many
 */
public record SkippedRows(String reason, long rows) {}
