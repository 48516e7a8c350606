package io.dbguard.internal.restore;

import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.spi.database.Restorer;
import io.dbguard.spi.database.RowSink;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What tables hold once they are restored, added up by however many read them. */
final class ReadBack {
    private final Map<TableName, Queue<FingerprintSum>> sums = new ConcurrentHashMap<>();

    private ReadBack() {}

    /**
     * Reads tables.
     *
     * @param restorer has restored them
     * @param tables what they should hold
     * @return the first one that holds anything else
     */
    static Optional<TableName> firstDifference(Restorer restorer, List<TableContent> tables) {
        var read = new ReadBack();
        restorer.readBack(tables.stream().map(TableContent::table).toList(), read::sink);
        return tables.stream()
                .filter(content -> !read.holds(content))
                .map(content -> content.table().name())
                .findFirst();
    }

    private RowSink sink(Table table) {
        var sum = new FingerprintSum();
        sums.computeIfAbsent(table.name(), name -> new ConcurrentLinkedQueue<>())
                .add(sum);
        return sum;
    }

    /** Nobody knows what a table holds that was not read. */
    private boolean holds(TableContent content) {
        Queue<FingerprintSum> parts = sums.get(content.table().name());
        if (parts == null) {
            return false;
        }
        var whole = new FingerprintSum();
        parts.forEach(whole::add);
        return whole.isOf(content);
    }
}
