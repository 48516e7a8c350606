package io.dbguard.postgres.internal.wal;

import io.dbguard.spi.database.TablePiece;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Some pieces of a table that is in one file, and which of them nobody has written to, as far as is known. Files in different
 * tablespaces may have the same number; of whose blocks one then reads cannot be known.
 */
final class FilePieces {
    private final NavigableMap<Long, TablePiece> byStart = new TreeMap<>();
    private final Set<TablePiece> untouched = new HashSet<>();
    private boolean ofSeveralTables;

    void add(TablePiece piece) {
        ofSeveralTables |= !byStart.isEmpty()
                && !byStart.firstEntry()
                        .getValue()
                        .table()
                        .name()
                        .equals(piece.table().name());
        byStart.put(piece.from(), piece);
        untouched.add(piece);
    }

    Set<TablePiece> untouched() {
        return ofSeveralTables ? Set.of() : untouched;
    }

    /** Returns a number of blocks that all pieces begin and end at a multiple of, so that it is enough to know which multiple. */
    long step() {
        long step = byStart.values().stream()
                .filter(piece -> piece.to() != Long.MAX_VALUE)
                .mapToLong(piece -> piece.to() - piece.from())
                .min()
                .orElseGet(() -> byStart.lastKey() == 0 ? Long.MAX_VALUE : byStart.lastKey());
        return byStart.values().stream().allMatch(piece -> fits(piece, step)) ? step : 1;
    }

    private static boolean fits(TablePiece piece, long step) {
        return piece.from() % step == 0 && (piece.to() == Long.MAX_VALUE || piece.to() % step == 0);
    }

    /** Somebody has written to this block, or to one of the same step. */
    void written(long block) {
        Map.Entry<Long, TablePiece> piece = byStart.floorEntry(block);
        if (piece != null && block < piece.getValue().to()) {
            untouched.remove(piece.getValue());
        }
    }

    /** The file was made, cut off or removed. */
    void cut() {
        untouched.clear();
    }
}
