package io.dbguard.internal.backup;

import io.dbguard.api.schema.Table;
import io.dbguard.internal.Connections;
import io.dbguard.internal.Pace;
import io.dbguard.internal.ProgressTracker;
import io.dbguard.internal.backup.PendingTable.PendingPiece;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.TablePiece;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads tables at one moment, on as many connections as are wanted and can be had, and hands their chunks on. */
final class TablesArchiver {
    private final Snapshot snapshot;
    private final ChunkStore store;
    private final PieceMemory memory;
    private final PieceArchiver archiver;

    TablesArchiver(Snapshot snapshot, ChunkStore store, PieceMemory memory, ProgressTracker progress, Pace pace) {
        this.snapshot = snapshot;
        this.store = store;
        this.memory = memory;
        this.archiver = new PieceArchiver(store, memory, progress, pace);
    }

    /**
     * Reads tables to their end.
     *
     * @param tables which
     * @param connections how many may be used, this one counted
     * @return the tables in the same order, not all of whose chunks are stored yet
     */
    List<PendingTable> read(List<Table> tables, Connections connections) {
        List<PendingTable> pending = pending(tables);
        var queue = new PieceQueue(pending);
        List<Helper> helpers = helpers(further(pending, connections), queue);
        helpers.forEach(Helper::start);
        try {
            readOn(queue);
        } catch (RuntimeException | Error e) {
            store.fail(e);
            throw e;
        } finally {
            helpers.forEach(Helper::end);
        }
        store.checkAllIsWell();
        readOn(queue); // What the others have left.
        readWhatIsDoubtful(pending);
        return pending;
    }

    private void readOn(PieceQueue queue) {
        for (List<PendingPiece> next = queue.nextForTheFirst(); next != null; next = queue.nextForTheFirst()) {
            archiver.archive(next, snapshot);
        }
    }

    /** Where one change was missed others may have been. */
    private void readWhatIsDoubtful(List<PendingTable> tables) {
        if (memory.isDoubtful()) {
            tables.stream()
                    .flatMap(table -> table.pieces().stream())
                    .filter(PendingPiece::isRemembered)
                    .forEach(piece -> {
                        piece.forget();
                        archiver.archive(List.of(piece), snapshot);
                    });
        }
    }

    private List<Helper> helpers(int many, PieceQueue queue) {
        if (many == 0) {
            return List.of();
        }
        List<Helper> helpers = new ArrayList<>();
        snapshot.companions().ifPresent(companions -> {
            for (int i = 0; i < many; i++) {
                helpers.add(new Helper(companions, queue, archiver, store));
            }
        });
        return helpers;
    }

    private static int further(List<PendingTable> tables, Connections connections) {
        return connections.further(
                tables.stream().mapToInt(table -> table.pieces().size()).sum(),
                tables.stream().mapToLong(PendingTable::bytes).sum());
    }

    private List<PendingTable> pending(List<Table> tables) {
        Map<Table, PendingTable> pending = new LinkedHashMap<>();
        tables.forEach(table -> pending.put(table, new PendingTable(table)));
        List<TablePiece> pieces = snapshot.pieces(tables);
        for (TablePiece piece : pieces) {
            Objects.requireNonNull(pending.get(piece.table())).add(piece);
        }
        memory.lookAtWrites(snapshot, pieces);
        return List.copyOf(pending.values());
    }
}
