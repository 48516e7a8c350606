package io.dbguard.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    private static final int TIMES = 300;

    @TempDir
    private Path folder;

    /** As two web applications of one server have the library. */
    @Test
    void severalCopiesOfTheLibraryInOneProcessLoseNothing() throws Exception {
        var storage = new LocalStorage(folder);
        storage.create(CountingProcess.NUMBER, "0".getBytes(StandardCharsets.US_ASCII));
        List<Callable<Object>> copies = new ArrayList<>();
        var threads = Executors.newFixedThreadPool(3);
        try (var one = copyOfTheLibrary();
                var two = copyOfTheLibrary();
                var three = copyOfTheLibrary()) {
            for (ClassLoader loader : List.of(one, two, three)) {
                copies.add(() -> loader.loadClass(CountingProcess.class.getName())
                        .getMethod("main", String[].class)
                        .invoke(null, (Object) new String[] {folder.toString(), String.valueOf(TIMES)}));
            }
            for (Future<Object> counted : threads.invokeAll(copies)) {
                counted.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(new String(storage.read(CountingProcess.NUMBER), StandardCharsets.US_ASCII))
                .isEqualTo(String.valueOf(3 * TIMES));
    }

    /** POSIX takes away all locks of a process on a file as soon as any part of it closes that file. */
    @Test
    void whoeverWaitsInVainTakesNothingFromWhoeverHoldsIt() throws Exception {
        FolderLock held = FolderLock.take(folder);
        try (var loader = copyOfTheLibrary()) {
            Method take =
                    loader.loadClass(FolderLock.class.getName()).getDeclaredMethod("take", Path.class, Duration.class);
            take.setAccessible(true);
            assertThatThrownBy(() -> inAnotherThread(() -> take.invoke(null, folder, Duration.ofMillis(1))))
                    .hasRootCauseInstanceOf(IOException.class)
                    .rootCause()
                    .hasMessageContaining("another part of this process");
            assertThat(LockProbe.isLocked(folder)).isTrue();
        } finally {
            held.free();
        }
        assertThat(LockProbe.isLocked(folder)).isFalse();
    }

    private static <T> T inAnotherThread(Callable<T> work) throws Exception {
        var thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(work).get();
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void whoeverIsInterruptedDoesNotWaitAnyLonger() throws Exception {
        FolderLock held = FolderLock.take(folder);
        try {
            boolean stillInterrupted = inAnotherThread(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> FolderLock.take(folder, Duration.ofDays(1)))
                        .isInstanceOf(InterruptedIOException.class);
                return Thread.interrupted();
            });
            assertThat(stillInterrupted).isTrue();
        } finally {
            held.free();
        }
        FolderLock.take(folder).free();
    }

    private static URLClassLoader copyOfTheLibrary() {
        URL[] places = Arrays.stream(System.getProperty("java.class.path").split(System.getProperty("path.separator")))
                .map(FolderLockTest::url)
                .toArray(URL[]::new);
        return new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String place) {
        try {
            return Path.of(place).toUri().toURL();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Something that is not dbguard, and that Java does not wait for. */
    @Test
    void whoeverKeepsItLockedInThisProcessIsNotWaitedForWithoutEnd() throws IOException {
        FolderLock.take(folder).free();
        try (FileChannel other = FileChannel.open(folder.resolve(".lock"), StandardOpenOption.WRITE)) {
            other.lock();
            assertThatThrownBy(() -> FolderLock.take(folder, Duration.ofMillis(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another part of this process");
        }
        FolderLock.take(folder).free();
    }
}
