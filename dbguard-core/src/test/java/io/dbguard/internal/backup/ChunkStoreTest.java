package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.internal.backup.ChunkStore.PendingChunk;
import io.dbguard.internal.chunk.ChunkSink;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.lock.LossyStorage;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.seal.AgeKeyPair;
import io.dbguard.internal.storage.LocalStorage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several threads store, and yet all is as if one did. */
@Timeout(60)
class ChunkStoreTest {
    private static final AgeKeyPair AGE = AgeKeyPair.generate();
    private static final PipelineSizes SIZES = new PipelineSizes(3, 2, 1);

    @TempDir
    Path folder;

    private final List<PendingChunk> pending = new ArrayList<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private volatile boolean broken;
    private volatile boolean hangs;
    private ChunkStore store;

    private ChunkSink open() {
        var storage = new LossyStorage(new LocalStorage(folder)) {
            @Override
            public void replace(String path, byte[] content) throws IOException {
                if (broken) {
                    throw new IOException("broken");
                }
                if (hangs) {
                    hang();
                }
                super.replace(path, content);
            }
        };
        // Encrypted, so that the same rows get another name each time that they are stored.
        var keys = RepositoryKeys.NONE.encryptTo(AGE.recipient()).identity(AGE.identity());
        Repository repository = Repository.openOrCreate(storage, keys);
        store = new ChunkStore(repository.blobs(), repository.manifests().newKnownChunks(), SIZES);
        return store.sink(pending::add);
    }

    private void hang() throws InterruptedIOException {
        hanging.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static void send(ChunkSink sink, String text) {
        byte[] buffer = sink.buffer();
        byte[] rows = text.repeat(500).getBytes(StandardCharsets.UTF_8);
        System.arraycopy(rows, 0, buffer, 0, rows.length);
        sink.chunk(new RawChunk(buffer, rows.length, 500));
    }

    @Test
    void chunksKeepTheirOrderHoweverManyThereAre() {
        ChunkSink sink = open();
        for (int i = 0; i < 100; i++) {
            send(sink, "row " + i + "\n");
        }
        assertThat(pending).hasSize(100);
        for (int i = 0; i < 100; i++) {
            assertThat(pending.get(i).await().chunk().rawBytes())
                    .isEqualTo(500L * ("row " + i + "\n").length())
                    .isEqualTo(pending.get(i).rawBytes());
        }
    }

    @Test
    void ofEqualChunksThatComeTogetherOneIsStored() {
        ChunkSink sink = open();
        for (int i = 0; i < 60; i++) {
            send(sink, "the same row and all of them long enough to be found again\n");
        }
        assertThat(pending.stream().map(PendingChunk::await).filter(stored -> stored.written()))
                .hasSize(1);
        assertThat(pending.stream().map(chunk -> chunk.await().chunk()).distinct())
                .hasSize(1);
    }

    @Test
    void whoReadsOnAfterAFailureIsToldOfIt() {
        ChunkSink sink = open();
        broken = true;
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        send(sink, "row " + i + "\n");
                    }
                })
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("broken");
        assertThatThrownBy(() -> pending.forEach(PendingChunk::await)).hasMessageContaining("broken");
    }

    @Test
    void nobodyReadsFurtherAheadThanThereAreBuffersAndAnInterruptEndsTheWait() throws InterruptedException {
        ChunkSink sink = open();
        hangs = true;
        var thrown = new ArrayList<RuntimeException>();
        var reader = new Thread(() -> {
            try {
                for (int i = 0; i < 1000; i++) {
                    send(sink, "row " + i + "\n");
                }
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        reader.start();
        hanging.await();
        while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        reader.interrupt();
        reader.join();
        assertThat(thrown).singleElement().isInstanceOfSatisfying(RepositoryException.class, e -> {
            assertThat(e.failed()).isEqualTo("The backup was interrupted");
            assertThat(e.intact()).isEqualTo("no backup was written, and all earlier ones are whole");
        });
        assertThat(pending).hasSizeLessThan(20);
    }
}
