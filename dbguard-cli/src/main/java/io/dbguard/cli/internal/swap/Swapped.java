package io.dbguard.cli.internal.swap;

import io.dbguard.api.report.RestoreReport;

/**
 * What a swap did.
 *
 * @param report what the restore did, with the warnings of both
 * @param kept the name of the database that was there before
 */
public record Swapped(RestoreReport report, String kept) {}
