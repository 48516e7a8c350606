package io.dbguard.api.manifest;

import io.dbguard.api.schema.Schema;
import io.dbguard.api.schema.SequenceState;
import java.util.List;
import java.util.Map;

/**
 * The whole description of a backup. Together with the blobs it names, it is the backup: no other manifest is needed.
 *
 * @param header what, when, why and where from
 * @param schema the objects of the database; what could not be backed up stands in {@link Schema#unsupported()}
 * @param tables the rows
 * @param sequences where the sequences stood
 * @param groups names that the application has for some of its tables together
 */
public record Manifest(
        BackupHeader header,
        Schema schema,
        List<TableContent> tables,
        List<SequenceState> sequences,
        Map<String, List<String>> groups) {

    /** Copies the lists, so that the manifest can be shared. */
    public Manifest {
        tables = List.copyOf(tables);
        sequences = List.copyOf(sequences);
        groups = Map.copyOf(groups);
    }

    /**
     * Describes a backup of a database whose tables have no names together.
     *
     * @param header what, when, why and where from
     * @param schema the objects of the database
     * @param tables the rows
     * @param sequences where the sequences stood
     */
    public Manifest(BackupHeader header, Schema schema, List<TableContent> tables, List<SequenceState> sequences) {
        this(header, schema, tables, sequences, Map.of());
    }

    /** Returns the number of rows in all tables. */
    public long rows() {
        return tables.stream().mapToLong(TableContent::rows).sum();
    }

    /** Returns the size of all rows in COPY text format, in bytes. */
    public long rawBytes() {
        return tables.stream().mapToLong(TableContent::rawBytes).sum();
    }

    /** Returns the size of the blobs that hold the rows, in bytes; a blob may be shared with other backups. */
    public long storedBytes() {
        return tables.stream().mapToLong(TableContent::storedBytes).sum();
    }
}
