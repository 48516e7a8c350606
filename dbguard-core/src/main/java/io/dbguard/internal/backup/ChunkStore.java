package io.dbguard.internal.backup;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.internal.chunk.ChunkSink;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.repository.BlobStore;
import io.dbguard.internal.repository.BlobStore.Packed;
import io.dbguard.internal.repository.BlobStore.Stored;
import io.dbguard.internal.repository.Compressor;
import io.dbguard.internal.repository.KnownChunks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Digests, compresses and stores chunks while the next ones are read. Whoever reads does the first two himself, with the
 * rows still in the processor's cache, unless there are cores to spare; threads of its own wait for the disk. There are so
 * many buffers and so many blobs under way and no more: whoever reads faster than is stored has to wait, so that memory
 * does not grow with the database. Thread-safe.
 */
final class ChunkStore implements AutoCloseable {
    private static final String INTACT = "no backup was written, and all earlier ones are whole";

    /** Most of the time they wait for the disk, and a disk that is asked by several at once answers them together. */
    private static final int THREADS = 8;

    private static final int SMALL = 64 << 10;

    private final BlobStore blobs;
    private final KnownChunks known;

    /** The one that was used last comes first, since it is the one in the processor's cache. */
    private final BlockingDeque<byte[]> buffers;

    private final BlockingQueue<Compressor> compressors;
    private final Semaphore spareCores;
    private final Semaphore writers = new Semaphore(THREADS);
    private final int largest;
    private final Map<String, CompletableFuture<Stored>> underWay = new ConcurrentHashMap<>();
    private final Queue<Chunk> unsettled = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
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
        this.buffers = new LinkedBlockingDeque<>(sizes.buffers());
        for (int i = 0; i < sizes.buffers(); i++) {
            buffers.add(new byte[SMALL]);
        }
        this.compressors = new ArrayBlockingQueue<>(sizes.compressors());
        for (int i = 0; i < sizes.compressors(); i++) {
            compressors.add(new Compressor());
        }
        this.spareCores = new Semaphore(sizes.spareCores());
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
                return freeBuffer();
            }

            @Override
            public void chunk(RawChunk chunk) {
                out.accept(new PendingChunk(chunk.length(), store(chunk)));
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

        /** Waits until the chunk is stored; {@link ChunkStore#settle} makes it last. */
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

    private Future<Stored> store(RawChunk raw) {
        var stored = new CompletableFuture<Stored>();
        if (spareCores.tryAcquire()) {
            threads.execute(() -> {
                try {
                    digest(raw, stored);
                } finally {
                    spareCores.release();
                }
            });
        } else {
            digest(raw, stored);
        }
        return stored;
    }

    /** Of two equal chunks that come at the same time the second one waits for the first. */
    private void digest(RawChunk raw, CompletableFuture<Stored> stored) {
        guarded(stored, () -> {
            checkAllIsWell();
            String digest = blobs.digest(raw);
            CompletableFuture<Stored> other = underWay.putIfAbsent(digest, stored);
            if (other != null) {
                free(raw);
                var unused = other.whenComplete((first, reason) -> endAs(first, reason, stored));
            } else if (known.find(digest) == null) {
                pack(raw, digest, stored);
            } else {
                inTurn(() -> guarded(stored, () -> findOrWrite(raw, digest, stored)));
            }
        });
    }

    private void pack(RawChunk raw, String digest, CompletableFuture<Stored> stored) {
        Packed packed = compress(raw, digest);
        free(raw);
        inTurn(() -> guarded(stored, () -> write(packed, digest, stored)));
    }

    /** It takes a while to ask a distant storage whether a blob is really there, and it hardly ever is not. */
    private void findOrWrite(RawChunk raw, String digest, CompletableFuture<Stored> stored) {
        Chunk before = blobs.find(digest, known);
        if (before == null) {
            write(compress(raw, digest), digest, stored);
        } else {
            end(digest, new Stored(before, false), stored);
        }
        free(raw);
    }

    private void write(Packed packed, String digest, CompletableFuture<Stored> stored) {
        checkAllIsWell();
        Stored written = blobs.write(packed);
        unsettled.add(written.chunk());
        known.add(written.chunk());
        end(digest, written, stored);
    }

    private Packed compress(RawChunk raw, String digest) {
        Compressor compressor = take(compressors);
        try {
            return blobs.pack(raw, digest, compressor);
        } finally {
            compressors.add(compressor);
        }
    }

    /** Goes on with something on another thread, as soon as few enough others wait for the storage. */
    private void inTurn(Runnable work) {
        take(writers);
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                writers.release();
            }
        });
    }

    private void guarded(CompletableFuture<Stored> stored, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            fail(e);
            stored.completeExceptionally(e);
        }
    }

    private void end(String digest, Stored found, CompletableFuture<Stored> stored) {
        stored.complete(found);
        underWay.remove(digest);
    }

    private static void endAs(@Nullable Stored first, @Nullable Throwable reason, CompletableFuture<Stored> stored) {
        if (first != null) {
            stored.complete(new Stored(first.chunk(), false));
        } else if (reason != null) {
            stored.completeExceptionally(reason);
        }
    }

    /** Makes all last that was stored, before a manifest may name it. To be called when all chunks are there. */
    void settle() {
        List<Chunk> chunks = List.copyOf(unsettled);
        List<Future<?>> parts = new ArrayList<>();
        int size = Math.max(1, (chunks.size() + THREADS - 1) / THREADS);
        for (int from = 0; from < chunks.size(); from += size) {
            List<Chunk> part = chunks.subList(from, Math.min(chunks.size(), from + size));
            parts.add(threads.submit(() -> blobs.settle(part)));
        }
        parts.forEach(ChunkStore::await);
    }

    private static <T> T await(Future<T> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            throw interrupted();
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        }
    }

    /** One that had to grow for a single huge row is not kept. */
    private void free(RawChunk raw) {
        byte[] buffer = raw.buffer();
        buffers.push(buffer.length > largest ? new byte[SMALL] : buffer);
    }

    /** Those who fail keep theirs, so that whoever waits has to look whether there is anything to wait for. */
    private byte[] freeBuffer() {
        try {
            while (true) {
                checkAllIsWell();
                byte[] buffer = buffers.poll(1, TimeUnit.SECONDS);
                if (buffer != null) {
                    return buffer;
                }
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static void take(Semaphore from) {
        try {
            from.acquire();
        } catch (InterruptedException e) {
            throw interrupted();
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
