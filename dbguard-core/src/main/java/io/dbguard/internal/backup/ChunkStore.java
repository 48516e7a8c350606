package io.dbguard.internal.backup;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.internal.chunk.ChunkSink;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.repository.BlobStore;
import io.dbguard.internal.repository.BlobStore.Stored;
import io.dbguard.internal.repository.Compressor;
import io.dbguard.internal.repository.KnownChunks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stores chunks on threads of its own, while the next ones are read. There are so many buffers and no more: whoever reads
 * faster than is stored has to wait for one, so that memory does not grow with the database. Thread-safe.
 */
final class ChunkStore implements AutoCloseable {
    private static final String INTACT = "no backup was written, and all earlier ones are whole";

    /** Most of the time they wait for the disk, and a disk that is asked by several at once answers them together. */
    private static final int THREADS = 8;

    private static final int SMALL = 64 << 10;

    private final BlobStore blobs;
    private final KnownChunks known;
    private final BlockingQueue<byte[]> buffers;
    private final BlockingQueue<Compressor> compressors;
    private final int largest;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        var thread = new Thread(work, "dbguard-store");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * Starts.
     *
     * @param blobs where to
     * @param known chunks that earlier backups stored
     * @param sizes how much of what is needed
     */
    ChunkStore(BlobStore blobs, KnownChunks known, PipelineSizes sizes) {
        this.blobs = blobs;
        this.known = known;
        this.largest = sizes.largestBuffer();
        this.buffers = new ArrayBlockingQueue<>(sizes.buffers());
        for (int i = 0; i < sizes.buffers(); i++) {
            buffers.add(new byte[SMALL]);
        }
        this.compressors = new ArrayBlockingQueue<>(sizes.compressors());
        for (int i = 0; i < sizes.compressors(); i++) {
            compressors.add(new Compressor());
        }
    }

    /**
     * Returns a sink for the chunks of one reader.
     *
     * @param out is told of each chunk that will be stored, in their order
     */
    ChunkSink sink(Consumer<PendingChunk> out) {
        return new ChunkSink() {
            @Override
            public byte[] buffer() {
                checkAllIsWell();
                return take(buffers);
            }

            @Override
            public void chunk(RawChunk chunk) {
                out.accept(new PendingChunk(chunk.length(), threads.submit(() -> store(chunk))));
            }
        };
    }

    /**
     * A chunk that is stored, or soon will be.
     *
     * @param rawBytes the size of its rows
     * @param stored where it is
     */
    record PendingChunk(long rawBytes, Future<Stored> stored) {
        /** Returns a chunk that was stored before. */
        static PendingChunk of(Stored stored) {
            return new PendingChunk(stored.chunk().rawBytes(), CompletableFuture.completedFuture(stored));
        }

        /** Waits until the chunk is stored, and as safe as the storage makes it. */
        Stored await() {
            return ChunkStore.await(stored);
        }
    }

    /** Returns whether all chunks are still where they were stored. */
    boolean areThere(List<Chunk> chunks) {
        List<Future<Boolean>> answers = chunks.stream()
                .map(chunk -> threads.submit(() -> blobs.isThere(chunk)))
                .toList();
        return answers.stream().allMatch(ChunkStore::await);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        }
    }

    /** Stops reading as soon as something else has failed. */
    void checkAllIsWell() {
        Throwable reason = failure.get();
        if (reason != null) {
            throw rethrow(reason);
        }
    }

    /**
     * Makes all that read stop.
     *
     * @param reason why; the first one counts
     */
    void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
    }

    private Stored store(RawChunk raw) {
        var buffer = new AtomicReference<byte @Nullable []>(raw.buffer());
        try {
            checkAllIsWell();
            return blobs.put(raw, known, chunk -> compress(chunk, buffer));
        } catch (RuntimeException | Error e) {
            fail(e);
            throw e;
        } finally {
            free(buffer);
        }
    }

    private byte[] compress(RawChunk raw, AtomicReference<byte @Nullable []> buffer) {
        Compressor compressor = take(compressors);
        try {
            return compressor.compress(raw);
        } finally {
            compressors.add(compressor);
            free(buffer);
        }
    }

    /** One that had to grow for a single huge row is not kept. */
    private void free(AtomicReference<byte @Nullable []> taken) {
        byte[] buffer = taken.getAndSet(null);
        if (buffer != null) {
            buffers.add(buffer.length > largest ? new byte[SMALL] : buffer);
        }
    }

    private static <T> T take(BlockingQueue<T> from) {
        try {
            return from.take();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static RepositoryException interrupted() {
        Thread.currentThread().interrupt();
        return interruption();
    }

    /** Returns what a backup says that was interrupted. */
    static RepositoryException interruption() {
        return new RepositoryException("The backup was interrupted", INTACT, "take it again");
    }

    private static RuntimeException rethrow(@Nullable Throwable reason) {
        if (reason instanceof Error error) {
            throw error;
        }
        if (reason instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException(reason);
    }

    /** Ends what is still going on; returns when nothing is. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        List<Compressor> all = new ArrayList<>();
        compressors.drainTo(all);
        all.forEach(Compressor::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
