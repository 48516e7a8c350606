package io.dbguard.internal.backup;

import io.dbguard.internal.ProgressTracker;
import io.dbguard.internal.backup.PendingTable.PendingPiece;
import io.dbguard.internal.chunk.Chunker;
import io.dbguard.spi.database.PieceReader;

/** Here rows become chunks: a piece of a table is read and cut, and each chunk goes to be stored. Thread-safe. */
final class PieceArchiver {
    private final ChunkStore store;
    private final ProgressTracker progress;

    PieceArchiver(ChunkStore store, ProgressTracker progress) {
        this.store = store;
        this.progress = progress;
    }

    void archive(PendingPiece pending, PieceReader reader) {
        var table = pending.piece().table().name();
        var chunker = new Chunker(store.sink(chunk -> {
            pending.add(chunk);
            progress.passed(table, chunk.rawBytes());
        }));
        store.checkAllIsWell();
        reader.read(pending.piece(), chunker);
        chunker.finish();
        if (pending.finish(chunker.sum())) {
            progress.finished(table);
        }
    }
}
