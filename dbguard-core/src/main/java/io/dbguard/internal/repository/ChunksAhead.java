package io.dbguard.internal.repository;

import io.dbguard.api.manifest.Chunk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads chunks in their order, the next ones while one is being used. No more than {@link #AHEAD} are in memory beside the
 * one in use. Not thread-safe.
 */
final class ChunksAhead implements AutoCloseable {
    private static final int AHEAD = 2;

    private final Iterator<Chunk> rest;
    private final Function<Chunk, byte[]> read;
    private final Deque<Future<byte[]>> coming = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        var daemon = new Thread(work, "dbguard-load");
        daemon.setDaemon(true);
        return daemon;
    });

    /**
     * Begins to read.
     *
     * @param chunks which
     * @param read reads one and checks it
     */
    ChunksAhead(List<Chunk> chunks, Function<Chunk, byte[]> read) {
        this.rest = chunks.iterator();
        this.read = read;
        for (int i = 0; i < AHEAD; i++) {
            readAnother();
        }
    }

    /** Returns the rows of the next chunk, of which there must be one. */
    byte[] next() {
        byte[] rows = await(coming.remove());
        readAnother();
        return rows;
    }

    private void readAnother() {
        if (rest.hasNext()) {
            Chunk next = rest.next();
            coming.add(thread.submit(() -> read.apply(next)));
        }
    }

    private static byte[] await(Future<byte[]> rows) {
        try {
            return rows.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Places.interrupted();
        } catch (ExecutionException e) {
            throw rethrow(e.getCause());
        }
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

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
