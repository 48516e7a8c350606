package io.dbguard.internal.history;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Column;
import io.dbguard.internal.repository.BlobStore;
import io.dbguard.rows.RowReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds rows in the chunks of a table. A chunk that several backups share is read once. Not thread-safe. */
final class RowSearch {
    private static final int MOST = 1000;

    private final BlobStore blobs;
    private final Condition condition;
    private final Map<Place, List<Map<String, @Nullable String>>> known = new HashMap<>();

    /** Some rows, and the columns that they have. */
    private record Place(String digest, List<Column> columns) {}

    RowSearch(BlobStore blobs, Condition condition) {
        this.blobs = blobs;
        this.condition = condition;
    }

    /**
     * Finds the rows.
     *
     * @return empty if the table lacks a column that is asked for
     * @throws RequestException if there are too many rows
     */
    Optional<List<Map<String, @Nullable String>>> in(TableContent content) {
        return condition.in(content.table()).map(wanted -> in(content, wanted));
    }

    private List<Map<String, @Nullable String>> in(TableContent content, List<Optional<String>> wanted) {
        List<Map<String, @Nullable String>> found = new ArrayList<>();
        for (Chunk chunk : content.chunks()) {
            var place = new Place(chunk.digest(), content.table().columns());
            List<Map<String, @Nullable String>> rows = known.get(place);
            if (rows == null) {
                rows = in(chunk, content.table().columns(), wanted);
                known.put(place, rows);
            }
            found.addAll(rows);
            if (found.size() > MOST) {
                throw new RequestException(
                        "More than " + MOST + " rows of " + content.table().name() + " fit",
                        "nothing was changed",
                        "ask for fewer, best by the whole key");
            }
        }
        return found;
    }

    private List<Map<String, @Nullable String>> in(Chunk chunk, List<Column> columns, List<Optional<String>> wanted) {
        byte[] rows = blobs.get(chunk);
        var reader = new RowReader(rows, 0, rows.length);
        List<Map<String, @Nullable String>> found = new ArrayList<>();
        while (reader.nextRow()) {
            if (fits(reader, wanted)) {
                found.add(row(reader, columns));
            }
        }
        return List.copyOf(found);
    }

    private static boolean fits(RowReader reader, List<Optional<String>> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            Optional<String> value = wanted.get(i);
            if (value.isPresent() && !value.get().equals(reader.text(i))) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, @Nullable String> row(RowReader reader, List<Column> columns) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i).name(), reader.text(i));
        }
        return row;
    }
}
