package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupHeader;

/**
 * What a backup did.
 *
 * @param header what it is called, when it was taken, and what was left out
 * @param tables how many tables it holds
 * @param rows how many rows it holds
 * @param rawBytes the size of the rows in COPY text format
 * @param writtenBytes the size of the blobs that had to be written, because no earlier backup had them
 */
public record BackupReport(BackupHeader header, int tables, long rows, long rawBytes, long writtenBytes) {}
