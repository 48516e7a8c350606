package io.dbguard.internal.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time compare and replace a file in a folder: of the threads of this process, and of the processes that
 * share the folder. Held for a moment only; the operating system frees it when its owner dies.
 */
final class FolderLock {
    private static final String NAME = ".lock";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 5;

    /** A lock of the operating system belongs to the whole process, so the threads need one more. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private FolderLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException {
        return take(folder, PATIENCE);
    }

    static FolderLock take(Path folder, Duration patience) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(folder.toRealPath(), f -> new ReentrantLock());
        threads.lock();
        try {
            return new FolderLock(threads, locked(folder.resolve(NAME), patience));
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            throw e;
        }
    }

    /** The file stays: whoever removed it would let two others lock two different files. */
    private static FileChannel locked(Path file, Duration patience) throws IOException {
        if (!Files.exists(file)) {
            try {
                Folders.createFile(file).close();
            } catch (FileAlreadyExistsException e) {
                // Another process has just made it.
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            lock(channel, System.nanoTime() + patience.toNanos());
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Another copy of this library in this process, as in another web application of one server, knows nothing of the
     * threads of this one; Java refuses at once what it would let another process wait for.
     */
    private static void lock(FileChannel channel, long end) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException e) {
                if (System.nanoTime() - end >= 0) {
                    throw new IOException("another part of this process keeps the folder locked", e);
                }
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was interrupted");
        }
    }

    /** Closing the channel frees the lock of the operating system. */
    void free() throws IOException {
        try {
            channel.close();
        } finally {
            threads.unlock();
        }
    }
}
