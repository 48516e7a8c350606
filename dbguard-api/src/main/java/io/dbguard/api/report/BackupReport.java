package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupHeader;
import java.util.List;

/**
 * What a backup did.
 *
 * @param header what it is called, when it was taken, and what was left out
 * @param tables how many tables it holds
 * @param rows how many rows it holds
 * @param rawBytes the size of the rows in COPY text format
 * @param writtenBytes the size of the blobs that had to be written, because no earlier backup had them
 * @param unchanged whether no backup was taken, since this earlier one still holds everything
 * @param copies how far each copy has come with this and earlier backups
 */
public record BackupReport(
        BackupHeader header,
        int tables,
        long rows,
        long rawBytes,
        long writtenBytes,
        boolean unchanged,
        List<CopyState> copies) {

    /** Copies the list, so that the report can be shared. */
    public BackupReport {
        copies = List.copyOf(copies);
    }

    /**
     * Returns the same report with what became of the copies.
     *
     * @param states how far each copy has come
     */
    public BackupReport withCopies(List<CopyState> states) {
        return new BackupReport(header, tables, rows, rawBytes, writtenBytes, unchanged, states);
    }
}
