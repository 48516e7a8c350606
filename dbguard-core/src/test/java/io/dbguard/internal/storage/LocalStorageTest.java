package io.dbguard.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStorageTest {
    @TempDir
    Path folder;

    private LocalStorage storage;

    @BeforeEach
    void open() {
        storage = new LocalStorage(folder.resolve("repository"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void whatWasCreatedCanBeRead() throws IOException {
        assertThat(storage.create("a/b/c.json", bytes("x"))).isTrue();
        assertThat(storage.read("a/b/c.json")).isEqualTo(bytes("x"));
        assertThat(storage.size("a/b/c.json")).hasValue(1);
        assertThat(storage.list("a")).containsExactly("a/b/c.json");
    }

    @Test
    void createNeverOverwrites() throws IOException {
        storage.create("a", bytes("first"));
        assertThat(storage.create("a", bytes("second"))).isFalse();
        assertThat(storage.read("a")).isEqualTo(bytes("first"));
    }

    @Test
    void ofManyWhoCreateTheSameOneWins() throws Exception {
        var start = new CountDownLatch(1);
        var threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> created = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return storage.create("same", bytes("by " + i));
                    }))
                    .toList();
            start.countDown();
            int winners = 0;
            for (Future<Boolean> one : created) {
                winners += one.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void replaceOverwrites() throws IOException {
        storage.replace("a", bytes("first"));
        storage.replace("a", bytes("second"));
        assertThat(storage.read("a")).isEqualTo(bytes("second"));
    }

    @Test
    void whatIsNotThereIsSaidSo() throws IOException {
        assertThatThrownBy(() -> storage.read("nothing")).isInstanceOf(NoSuchFileException.class);
        assertThat(storage.size("nothing")).isEmpty();
        assertThat(storage.list("nothing")).isEmpty();
        storage.delete("nothing");
    }

    @Test
    void halfWrittenFilesAreNotListed() throws IOException {
        storage.create("a/b", bytes("x"));
        Files.writeString(folder.resolve("repository/a/.pending-1"), "half");
        assertThat(storage.list("a")).containsExactly("a/b");
    }

    @Test
    void nothingIsLeftOverAfterWriting() throws IOException {
        storage.create("a/b", bytes("x"));
        storage.create("a/b", bytes("y"));
        storage.replace("a/b", bytes("z"));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../out", "a/../../out", "/etc/passwd", "a//b", "", ".", "..", "a/./b", "a\\b", "a\u0000b", "ü"})
    void nothingOutsideIsOpened(String path) {
        assertThatThrownBy(() -> storage.read(path)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.replace(path, bytes("x"))).isInstanceOf(IOException.class);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        storage.create("a/b", bytes("x"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("repository/a"))))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("repository/a/b"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsAnError() throws IOException {
        Files.writeString(folder.resolve("file"), "not a folder");
        var blocked = new LocalStorage(folder.resolve("file/below"));
        assertThatThrownBy(() -> blocked.create("a", bytes("x"))).isInstanceOf(IOException.class);
    }
}
