package io.dbguard.internal.backup;

import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.api.schema.Table;
import io.dbguard.internal.ProgressTracker;
import io.dbguard.internal.chunk.Chunker;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.repository.BlobStore;
import io.dbguard.internal.repository.KnownChunks;
import io.dbguard.spi.database.DatabaseView;
import java.util.ArrayList;
import java.util.List;

/** Here rows become blobs: a table is read, cut into chunks, and each chunk is stored unless it is there already. */
final class TableArchiver {
    private final BlobStore blobs;
    private final KnownChunks known;
    private final ProgressTracker progress;
    private long writtenBytes;

    TableArchiver(BlobStore blobs, KnownChunks known, ProgressTracker progress) {
        this.blobs = blobs;
        this.known = known;
        this.progress = progress;
    }

    TableContent archive(DatabaseView database, Table table) {
        List<Chunk> chunks = new ArrayList<>();
        var chunker = new Chunker(raw -> {
            chunks.add(store(raw));
            progress.passed(table.name(), raw.length());
        });
        database.readRows(table, chunker);
        chunker.finish();
        progress.finished(table.name());
        return new TableContent(table, chunker.sum().rows(), chunker.sum().fingerprint(), chunks);
    }

    long writtenBytes() {
        return writtenBytes;
    }

    private Chunk store(RawChunk raw) {
        BlobStore.Stored stored = blobs.put(raw, known);
        if (stored.written()) {
            writtenBytes += stored.chunk().storedBytes();
        }
        return stored.chunk();
    }
}
