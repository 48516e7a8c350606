package io.dbguard.internal.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one at a time compare and replace a file in a folder: of the threads of this process, and of the processes that
 * share the folder. Held for a moment only; the operating system frees it when its owner dies.
 */
final class FolderLock {
    private static final String NAME = ".lock";

    /** A lock of the operating system belongs to the whole process, so the threads need one more. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final FileChannel channel;

    private FolderLock(ReentrantLock threads, FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException {
        ReentrantLock threads = THREADS.computeIfAbsent(folder.toRealPath(), f -> new ReentrantLock());
        threads.lock();
        try {
            return new FolderLock(threads, locked(folder.resolve(NAME)));
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            throw e;
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
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
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
