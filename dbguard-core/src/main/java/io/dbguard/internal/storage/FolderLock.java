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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time compare and replace a file in a folder: of the threads of this process, and of the processes that
 * share the folder. Held for a moment only; the operating system frees it when its owner dies.
 */
final class FolderLock {
    private static final String NAME = ".lock";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A lock of the operating system belongs to the whole process, so the threads need one more. */
    private static final ConcurrentMap<String, ReentrantLock> THREADS = ofProcess();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private FolderLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    /**
     * Another copy of this library in this process, as in another web application of one server, has classes of its own, and
     * shares nothing but those of Java itself. A thread must not even open the file while another has it locked: closing it
     * again would take away the lock of the whole process.
     */
    @SuppressWarnings("unchecked")
    private static ConcurrentMap<String, ReentrantLock> ofProcess() {
        return (ConcurrentMap<String, ReentrantLock>) System.getProperties()
                .computeIfAbsent("io.dbguard.folder-locks", key -> new ConcurrentHashMap<String, ReentrantLock>());
    }

    static FolderLock take(Path folder) throws IOException {
        return take(folder, PATIENCE);
    }

    static FolderLock take(Path folder, Duration patience) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(folder.toRealPath().toString(), path -> new ReentrantLock());
        await(threads, patience);
        try {
            return new FolderLock(threads, locked(folder.resolve(NAME)));
        } catch (IOException | RuntimeException | Error e) {
            threads.unlock();
            throw e;
        }
    }

    private static void await(ReentrantLock threads, Duration patience) throws IOException {
        try {
            if (!threads.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw isKept(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("it was interrupted");
        }
    }

    /** The file stays: whoever removed it would let two others lock two different files. */
    private static FileChannel locked(Path file) throws IOException {
        if (!Files.exists(file)) {
            try {
                Folders.createFile(file).close();
            } catch (FileAlreadyExistsException e) {
                // Another process has just made it.
            }
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw isKept(e); // By something that is not dbguard; Java does not wait for it.
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private static IOException isKept(@Nullable Throwable cause) {
        return new IOException("another part of this process keeps the folder locked", cause);
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
