package io.dbguard.internal.backup;

import io.dbguard.internal.backup.PendingTable.PendingPiece;
import io.dbguard.spi.database.PieceReader;
import io.dbguard.spi.database.Snapshot.Companions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads pieces on a further connection and a thread of its own. If there is none to be had the backup goes on without it,
 * and does not wait for it either.
 */
final class Helper {
    private static final Logger LOG = LoggerFactory.getLogger(Helper.class);

    private enum State {
        CONNECTING,
        READING,
        NOT_NEEDED
    }

    private final Companions companions;
    private final PieceQueue queue;
    private final PieceArchiver archiver;
    private final ChunkStore store;
    private final AtomicReference<State> state = new AtomicReference<>(State.CONNECTING);
    private final Thread thread = new Thread(this::run, "dbguard-read");

    Helper(Companions companions, PieceQueue queue, PieceArchiver archiver, ChunkStore store) {
        this.companions = companions;
        this.queue = queue;
        this.archiver = archiver;
        this.store = store;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        PieceReader reader;
        try {
            reader = companions.open();
        } catch (RuntimeException e) {
            LOG.debug("A further connection could not be had, so the backup goes on without it: {}", e.getMessage());
            return;
        }
        try (reader) {
            if (state.compareAndSet(State.CONNECTING, State.READING)) {
                read(reader);
            }
        } catch (RuntimeException e) {
            LOG.debug("A connection could not be given back: {}", e.getMessage());
        }
    }

    private void read(PieceReader reader) {
        try {
            for (List<PendingPiece> next = queue.nextFor(reader); next != null; next = queue.nextFor(reader)) {
                archiver.archive(next, reader);
            }
        } catch (RuntimeException | Error e) {
            store.fail(e);
        }
    }

    /** Waits for what it reads; the thread of one that still waits for its connection gives that back when it comes. */
    void end() {
        if (state.compareAndSet(State.CONNECTING, State.NOT_NEEDED)) {
            thread.interrupt();
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                store.fail(ChunkStore.interruption());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
