package io.dbguard.internal.backup;

import io.dbguard.internal.backup.PendingTable.PendingPiece;
import io.dbguard.spi.database.PieceReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that nobody has read yet, a few neighbouring ones at a time, so that one question may concern them all. The
 * largest tables come first, so that no large one is left at the end. Thread-safe.
 */
final class PieceQueue {
    /** No single reader is left with more than about this at the end, in bytes. */
    private static final long RUN = 8L << 20;

    private final Deque<List<PendingPiece>> runs = new ArrayDeque<>();
    private final Deque<List<PendingPiece>> forTheFirst = new ArrayDeque<>();

    PieceQueue(List<PendingTable> tables) {
        tables.stream()
                .sorted(Comparator.comparingLong(PendingTable::bytes).reversed())
                .forEach(table -> addRuns(table.pieces()));
    }

    private void addRuns(List<PendingPiece> pieces) {
        List<PendingPiece> run = new ArrayList<>();
        long bytes = 0;
        for (PendingPiece piece : pieces) {
            bytes += piece.piece().bytes();
            if (!run.isEmpty() && bytes > RUN) {
                runs.add(run);
                run = new ArrayList<>();
                bytes = piece.piece().bytes();
            }
            run.add(piece);
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
    }

    /** Returns pieces of a table for the connection that holds the locks, null if there are none left. */
    synchronized @Nullable List<PendingPiece> nextForTheFirst() {
        List<PendingPiece> left = forTheFirst.poll();
        return left == null ? runs.poll() : left;
    }

    /** Returns pieces of a table for another connection; what it would have to wait for is left to the first. */
    @Nullable
    List<PendingPiece> nextFor(PieceReader companion) {
        while (true) {
            List<PendingPiece> next = poll();
            if (next == null || companion.mayRead(next.get(0).piece().table())) {
                return next;
            }
            leave(next);
        }
    }

    private synchronized @Nullable List<PendingPiece> poll() {
        return runs.poll();
    }

    private synchronized void leave(List<PendingPiece> run) {
        forTheFirst.add(run);
    }
}
