package io.dbguard.internal.backup;

import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Table;
import io.dbguard.internal.backup.ChunkStore.PendingChunk;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.repository.BlobStore.Stored;
import io.dbguard.spi.database.TablePiece;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A table whose pieces are read, by whomever and in whatever order, and are put together in their own. Thread-safe. */
final class PendingTable {
    private final Table table;
    private final List<PendingPiece> pieces = new ArrayList<>();
    private final AtomicInteger open = new AtomicInteger();

    PendingTable(Table table) {
        this.table = table;
    }

    /** The rows of a piece; whoever reads it has it for himself until it is read. */
    static final class PendingPiece {
        private final PendingTable owner;
        private final TablePiece piece;
        private final List<PendingChunk> chunks = new ArrayList<>();
        private final FingerprintSum sum = new FingerprintSum();

        private PendingPiece(PendingTable owner, TablePiece piece) {
            this.owner = owner;
            this.piece = piece;
        }

        TablePiece piece() {
            return piece;
        }

        void add(PendingChunk chunk) {
            chunks.add(chunk);
        }

        /** Notes that the piece is read; returns whether that was the last of the table. */
        boolean finish(FingerprintSum rows) {
            sum.add(rows);
            return owner.open.decrementAndGet() == 0;
        }
    }

    PendingPiece add(TablePiece piece) {
        var pending = new PendingPiece(this, piece);
        pieces.add(pending);
        open.incrementAndGet();
        return pending;
    }

    long bytes() {
        return pieces.stream().mapToLong(pending -> pending.piece.bytes()).sum();
    }

    List<PendingPiece> pieces() {
        return pieces;
    }

    /** A table that is stored, and how much of it was new. */
    record Archived(TableContent content, long writtenBytes) {}

    /** Waits until all of it is stored. */
    Archived await() {
        if (pieces.isEmpty() || open.get() != 0) {
            throw new IllegalStateException("Not all of " + table.name() + " was read");
        }
        var sum = new FingerprintSum();
        List<Chunk> chunks = new ArrayList<>();
        long written = 0;
        for (PendingPiece piece : pieces) {
            sum.add(piece.sum);
            for (PendingChunk pending : piece.chunks) {
                Stored stored = pending.await();
                chunks.add(stored.chunk());
                written += stored.written() ? stored.chunk().storedBytes() : 0;
            }
        }
        return new Archived(new TableContent(table, sum.rows(), sum.fingerprint(), chunks), written);
    }
}
