package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSink;
import java.util.Arrays;
import java.util.List;

/** How a table's rows and their keys are hashed. Immutable. */
final class RowHashes {
    private final int[] key;

    RowHashes(Table table) {
        this.key = keyPositions(table);
    }

    /** Returns whether rows are told apart by a key, and not by all their values. */
    boolean keyed() {
        return key.length > 0;
    }

    RowSink into(HashedRows rows) {
        return (buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            while (reader.nextRow()) {
                HashValue128 row = hash(reader, buffer);
                rows.add(keyed() ? keyOf(reader, buffer) : row, row);
            }
        };
    }

    static HashValue128 hash(RowReader reader, byte[] buffer) {
        return FingerprintSum.hash(buffer, reader.rowOffset(), reader.rowLength());
    }

    private HashValue128 keyOf(RowReader reader, byte[] buffer) {
        byte[] fields = new byte[0];
        for (int position : key) {
            int from = reader.fieldStart(position);
            int size = reader.fieldEnd(position) - from;
            int at = fields.length;
            fields = Arrays.copyOf(fields, at + size + 1);
            System.arraycopy(buffer, from, fields, at, size);
            fields[at + size] = '\t';
        }
        return FingerprintSum.hash(fields, 0, fields.length);
    }

    /** Returns where the key's columns stand in a row; none if a part of the key has no stored value. */
    private static int[] keyPositions(Table table) {
        List<String> columns = table.columns().stream().map(Column::name).toList();
        int[] positions = table.key().stream().mapToInt(columns::indexOf).toArray();
        return Arrays.stream(positions).anyMatch(position -> position < 0) ? new int[0] : positions;
    }
}
