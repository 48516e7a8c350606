package io.dbguard.internal.backup;

import io.dbguard.internal.backup.PendingTable.PendingPiece;
import io.dbguard.spi.database.PieceReader;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pieces that nobody has read yet, the largest tables first, so that no large one is left at the end. Thread-safe. */
final class PieceQueue {
    private final Deque<PendingPiece> pieces = new ArrayDeque<>();
    private final Deque<PendingPiece> forTheFirst = new ArrayDeque<>();

    PieceQueue(List<PendingTable> tables) {
        tables.stream()
                .sorted(Comparator.comparingLong(PendingTable::bytes).reversed())
                .forEach(table -> pieces.addAll(table.pieces()));
    }

    /** Returns a piece for the connection that holds the locks, null if there is none left. */
    synchronized @Nullable PendingPiece nextForTheFirst() {
        PendingPiece left = forTheFirst.poll();
        return left == null ? pieces.poll() : left;
    }

    /** Returns a piece for another connection; what it would have to wait for is left to the first. */
    @Nullable
    PendingPiece nextFor(PieceReader companion) {
        while (true) {
            PendingPiece next = poll();
            if (next == null || companion.mayRead(next.piece().table())) {
                return next;
            }
            leave(next);
        }
    }

    private synchronized @Nullable PendingPiece poll() {
        return pieces.poll();
    }

    private synchronized void leave(PendingPiece piece) {
        forTheFirst.add(piece);
    }
}
