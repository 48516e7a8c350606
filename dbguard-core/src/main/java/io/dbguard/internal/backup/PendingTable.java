package io.dbguard.internal.backup;

import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Table;
import io.dbguard.internal.backup.ChunkStore.PendingChunk;
import io.dbguard.internal.backup.PieceMemory.Known;
import io.dbguard.internal.chunk.FingerprintSum;
import io.dbguard.internal.repository.BlobStore.Stored;
import io.dbguard.internal.repository.PieceNote;
import io.dbguard.spi.database.TablePiece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        private FingerprintSum sum = new FingerprintSum();
        private Optional<Known> known = Optional.empty();
        private Instant read = Instant.EPOCH;
        private boolean remembered;

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
        boolean finish(FingerprintSum rows, Optional<Known> knownBy, Instant when) {
            sum = rows;
            known = knownBy;
            read = when;
            return owner.open.decrementAndGet() == 0;
        }

        /** Notes that the piece is as it was; returns whether that was the last of the table. */
        boolean remember(PieceNote note) {
            remembered = true;
            note.chunks().forEach(chunk -> chunks.add(PendingChunk.of(new Stored(chunk, false))));
            return finish(
                    FingerprintSum.of(note.fingerprint(), note.rows()),
                    Optional.of(new Known(note.place(), note.key())),
                    note.read());
        }

        /** Returns whether the piece was not read. */
        boolean isRemembered() {
            return remembered;
        }

        /** The piece is to be read after all. */
        void forget() {
            remembered = false;
            chunks.clear();
            owner.open.incrementAndGet();
        }

        private Optional<PieceNote> note() {
            return known.map(by -> new PieceNote(
                    by.place(),
                    by.key(),
                    read,
                    sum.rows(),
                    sum.fingerprint(),
                    chunks.stream().map(chunk -> chunk.await().chunk()).toList()));
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

    /** A table that is stored, how much of it was new, and what its pieces are known by. */
    record Archived(TableContent content, long writtenBytes, List<PieceNote> notes) {}

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
        List<PieceNote> notes =
                pieces.stream().flatMap(piece -> piece.note().stream()).toList();
        return new Archived(new TableContent(table, sum.rows(), sum.fingerprint(), chunks), written, notes);
    }
}
