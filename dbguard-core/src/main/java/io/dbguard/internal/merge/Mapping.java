package io.dbguard.internal.merge;

import io.dbguard.api.RequestException;
import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.Table;
import io.dbguard.rows.RowReader;
import io.dbguard.spi.database.RowSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How rows of a backup fit into a table that may have changed since.
 *
 * @param table the table as it is now, with the columns that the backup knows too
 * @param fields which of a backup's fields these are
 * @param whole whether these are all fields
 * @param lost columns of the backup that the table does not have any more
 * @param gained columns of the table that the backup does not know
 * @param retyped columns that have a type now that may read the same text otherwise
 */
record Mapping(
        Table table,
        List<Integer> fields,
        boolean whole,
        List<String> lost,
        List<String> gained,
        List<String> retyped) {

    /** Copies the lists. */
    Mapping {
        fields = List.copyOf(fields);
        lost = List.copyOf(lost);
        gained = List.copyOf(gained);
        retyped = List.copyOf(retyped);
    }

    /** Returns whether there is no column by which rows could come back. */
    static boolean nothingInCommon(Table backup, Optional<Table> present) {
        Set<String> there =
                present.orElse(backup).columns().stream().map(Column::name).collect(Collectors.toSet());
        return backup.columns().stream().map(Column::name).noneMatch(there::contains);
    }

    static Mapping between(Table backup, Optional<Table> present) {
        Table now = present.orElse(backup);
        Map<String, Column> there = now.columns().stream().collect(Collectors.toMap(Column::name, c -> c));
        Map<String, Column> then = backup.columns().stream().collect(Collectors.toMap(Column::name, c -> c));
        List<Integer> fields = new ArrayList<>();
        List<Column> common = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        List<String> retyped = new ArrayList<>();
        for (int i = 0; i < backup.columns().size(); i++) {
            Column column = backup.columns().get(i);
            Column at = there.get(column.name());
            if (at == null) {
                lost.add(column.name());
                continue;
            }
            fields.add(i);
            common.add(at);
            if (!SameText.inBoth(column.type(), at.type())) {
                retyped.add(column.name());
            }
        }
        List<String> gained = now.columns().stream()
                .map(Column::name)
                .filter(name -> !then.containsKey(name))
                .toList();
        var mapping = new Mapping(
                new Table(now.name(), now.object(), common, now.key()), fields, lost.isEmpty(), lost, gained, retyped);
        mapping.checkComparable(backup);
        return mapping;
    }

    /** Under another key than then, several rows of the backup may be one, and one may be another's. */
    private void checkComparable(Table backup) {
        if (!Set.copyOf(backup.key()).equals(Set.copyOf(table.key()))) {
            throw refusal("has another key than in the backup, so that nobody can say which row was which");
        }
        if (retyped.stream().anyMatch(table.key().isEmpty() ? column -> true : table.key()::contains)) {
            throw refusal("has another type for what tells its rows apart than in the backup");
        }
    }

    private RequestException refusal(String why) {
        return new RequestException(
                "The table " + table.name() + " " + why,
                "nothing was changed",
                "restore it into another schema or database, or with the mode 'replace'");
    }

    /** Cuts the rows of a backup down to the common columns. */
    RowSource of(RowSource rows) {
        if (whole) {
            return rows;
        }
        return sink -> rows.sendTo((buffer, offset, length, count) -> {
            var reader = new RowReader(buffer, offset, length);
            var cut = new byte[length];
            int size = 0;
            while (reader.nextRow()) {
                for (int i = 0; i < fields.size(); i++) {
                    int from = reader.fieldStart(fields.get(i));
                    int bytes = reader.fieldEnd(fields.get(i)) - from;
                    System.arraycopy(buffer, from, cut, size, bytes);
                    size += bytes;
                    cut[size++] = (byte) (i == fields.size() - 1 ? '\n' : '\t');
                }
            }
            sink.rows(cut, 0, size, count);
        });
    }

    /** Returns the table with the columns of its key only. */
    Table keyTable() {
        List<Column> key = table.columns().stream()
                .filter(column -> table.key().contains(column.name()))
                .toList();
        return new Table(table.name(), table.object(), key, table.key());
    }

    boolean keyed() {
        return !table.key().isEmpty();
    }

    List<String> columns() {
        return table.columns().stream().map(Column::name).toList();
    }

    /** Values of another type cannot be compared: nobody here knows how the one became the other. */
    List<String> valueColumns() {
        return columns().stream()
                .filter(column -> !table.key().contains(column) && !retyped.contains(column))
                .toList();
    }

    /** Returns the columns whose values in a row of the backup are what a row would have that comes back. */
    Set<String> comparableColumns() {
        return columns().stream().filter(column -> !retyped.contains(column)).collect(Collectors.toSet());
    }

    /** Says what cannot come back, or comes back in another way, if anything. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!lost.isEmpty()) {
            remarks.add(table.name() + " has no column " + String.join(", ", lost)
                    + " any more: what the backup holds of it" + " did not come back");
        }
        if (!gained.isEmpty()) {
            remarks.add(table.name() + " has the new column " + String.join(", ", gained)
                    + ": rows that came back have its default there");
        }
        if (!retyped.isEmpty()) {
            remarks.add(table.name() + " has another type for " + String.join(", ", retyped)
                    + ": there, rows that are there keep what they have, and rows that came back have the backup's text as that type"
                    + " reads it");
        }
        return remarks;
    }
}
