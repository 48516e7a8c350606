package io.dbguard.api.manifest;

import io.dbguard.api.schema.Table;
import java.util.List;

/**
 * The rows of a table in a backup.
 *
 * @param table the table
 * @param rows how many rows it has
 * @param fingerprint stands for all of them
 * @param chunks where they are stored, in order
 */
public record TableContent(Table table, long rows, Fingerprint fingerprint, List<Chunk> chunks) {

    /** Copies the list, so that the content can be shared. */
    public TableContent {
        chunks = List.copyOf(chunks);
    }

    /** Returns the size of all rows in COPY text format, in bytes. */
    public long rawBytes() {
        return chunks.stream().mapToLong(Chunk::rawBytes).sum();
    }

    /** Returns the size of the blobs that hold the rows, in bytes; a blob may be shared with other backups. */
    public long storedBytes() {
        return chunks.stream().mapToLong(Chunk::storedBytes).sum();
    }
}
