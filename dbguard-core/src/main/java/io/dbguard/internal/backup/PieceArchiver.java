package io.dbguard.internal.backup;

import io.dbguard.internal.Pace;
import io.dbguard.internal.ProgressTracker;
import io.dbguard.internal.backup.PendingTable.PendingPiece;
import io.dbguard.internal.backup.PieceMemory.Known;
import io.dbguard.internal.chunk.Chunker;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.repository.PieceNote;
import io.dbguard.spi.database.PieceReader;
import io.dbguard.spi.database.RowSink;
import io.dbguard.spi.database.TablePiece;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Here rows become chunks: a piece of a table is read and cut, and each chunk goes to be stored. Thread-safe. */
final class PieceArchiver {
    private final ChunkStore store;
    private final PieceMemory memory;
    private final ProgressTracker progress;
    private final Pace pace;

    PieceArchiver(ChunkStore store, PieceMemory memory, ProgressTracker progress, Pace pace) {
        this.pace = pace;
        this.store = store;
        this.memory = memory;
        this.progress = progress;
    }

    /** Reads pieces of one table, or takes them as they are known. */
    void archive(List<PendingPiece> run, PieceReader reader) {
        store.checkAllIsWell();
        List<PendingPiece> open =
                run.stream().filter(pending -> !isUntouched(pending)).toList();
        Map<TablePiece, Known> keys =
                memory.keys(open.stream().map(PendingPiece::piece).toList(), reader);
        open.forEach(pending -> archive(pending, Optional.ofNullable(keys.get(pending.piece())), reader));
    }

    private boolean isUntouched(PendingPiece pending) {
        Optional<PieceNote> known = memory.untouched(pending.piece()).filter(this::isGood);
        known.ifPresent(note -> remember(pending, note));
        return known.isPresent();
    }

    private boolean isGood(PieceNote note) {
        return memory.isTrusted(note) && store.areThere(note.chunks());
    }

    private void archive(PendingPiece pending, Optional<Known> key, PieceReader reader) {
        store.checkAllIsWell();
        Optional<PieceNote> known =
                memory.untouched(pending.piece()).or(() -> key.map(Known::key).flatMap(memory::find));
        if (known.isPresent() && isGood(known.get())) {
            remember(pending, known.get());
        } else {
            FingerprintSum sum = read(pending, reader, key);
            known.ifPresent(note -> memory.compare(pending.piece(), note, sum));
        }
    }

    private void remember(PendingPiece pending, PieceNote note) {
        var table = pending.piece().table().name();
        note.chunks().forEach(chunk -> progress.passed(table, chunk.rawBytes()));
        if (pending.remember(note)) {
            progress.finished(table);
        }
    }

    private RowSink paced(Chunker chunker) {
        return (buffer, offset, length, count) -> {
            chunker.rows(buffer, offset, length, count);
            pace.passed(length);
        };
    }

    /** Reads a piece and returns the sum over its rows. */
    private FingerprintSum read(PendingPiece pending, PieceReader reader, Optional<Known> key) {
        var table = pending.piece().table().name();
        var chunker = new Chunker(store.sink(chunk -> {
            pending.add(chunk);
            progress.passed(table, chunk.rawBytes());
        }));
        reader.read(pending.piece(), pace.isLimited() ? paced(chunker) : chunker);
        chunker.finish();
        if (pending.finish(chunker.sum(), key, memory.now())) {
            progress.finished(table);
        }
        return chunker.sum();
    }
}
