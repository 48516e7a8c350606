package io.dbguard.internal.compare;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.rows.RowReader;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where key and values stand in the rows of a table. */
final class RowForm {
    private final List<String> names;

    /** None for a table without a key. */
    private final int[] key;

    /** Which columns are compared; none for all of them. */
    private final int[] values;

    private RowForm(List<String> names, int[] key, int[] values) {
        this.names = names;
        this.key = key;
        this.values = values;
    }

    /** Returns the form of all columns. */
    static RowForm of(Table table) {
        int[] key = positions(table, table.key());
        return new RowForm(table.key(), hasAll(key) ? key : new int[0], new int[0]);
    }

    /** Returns the form of a table that is compared with another one: the columns that both have, in the same order for both. */
    static RowForm of(Table table, Table other) {
        if (table.columns().equals(other.columns()) && table.key().equals(other.key())) {
            return of(table);
        }
        List<String> common =
                names(table).stream().filter(names(other)::contains).sorted().toList();
        boolean keyed = table.key().equals(other.key()) && common.containsAll(table.key());
        return new RowForm(table.key(), keyed ? positions(table, table.key()) : new int[0], positions(table, common));
    }

    private static List<String> names(Table table) {
        return table.columns().stream().map(Column::name).toList();
    }

    private static int[] positions(Table table, List<String> columns) {
        List<String> names = names(table);
        return columns.stream().mapToInt(names::indexOf).toArray();
    }

    /** Returns the form in which only the key counts. */
    RowForm byKey() {
        return hasKey() ? new RowForm(names, key, key) : this;
    }

    /** A part of the key may have no stored value. */
    private static boolean hasAll(int[] positions) {
        return Arrays.stream(positions).allMatch(position -> position >= 0);
    }

    boolean hasKey() {
        return key.length > 0;
    }

    HashValue128 row(RowReader reader, byte[] buffer) {
        return values.length == 0
                ? FingerprintSum.hash(buffer, reader.rowOffset(), reader.rowLength())
                : fields(reader, buffer, values);
    }

    /** Adds the row at which a reader stands. Where row and key are the same, they are hashed once. */
    void addTo(HashedRows rows, RowReader reader, byte[] buffer) {
        HashValue128 row = row(reader, buffer);
        rows.add(hasKey() && values != key ? key(reader, buffer) : row, row);
    }

    HashValue128 key(RowReader reader, byte[] buffer) {
        return hasKey() ? fields(reader, buffer, key) : row(reader, buffer);
    }

    private static HashValue128 fields(RowReader reader, byte[] buffer, int[] positions) {
        byte[] fields = new byte[0];
        for (int position : positions) {
            int from = reader.fieldStart(position);
            int size = reader.fieldEnd(position) - from;
            int at = fields.length;
            fields = Arrays.copyOf(fields, at + size + 1);
            System.arraycopy(buffer, from, fields, at, size);
            fields[at + size] = '\t';
        }
        return FingerprintSum.hash(fields, 0, fields.length);
    }

    /** Returns the values of the key's columns. */
    Map<String, String> keyValues(RowReader reader) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 0; i < key.length; i++) {
            found.put(names.get(i), String.valueOf(reader.text(key[i])));
        }
        return found;
    }
}
