package io.dbguard.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.PowerLoss;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.contract.StorageContract;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends StorageContract {
    @TempDir
    Path folder;

    private Storage storage;

    @BeforeEach
    void openForFolders() {
        storage = open();
    }

    @Override
    public Storage open() {
        return new LocalStorage(folder.resolve("repository"));
    }

    /** Every file in and beside the repository. */
    @Override
    public List<String> surroundings() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(f -> f + " of " + f.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<String> secrets() {
        return List.of();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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

    @Test
    void processesWhoReplaceTheExpectedLoseNothing() throws Exception {
        storage.create(CountingProcess.NUMBER, bytes("0"));
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 3; i++) {
            processes.add(CountingProcess.start(folder.resolve("repository"), 200));
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(storage.read(CountingProcess.NUMBER)).isEqualTo(bytes("600"));
    }

    @Test
    void onlyTheOwnerMayRead() throws IOException {
        storage.create("a/b", bytes("x"));
        storage.replaceIfUnchanged("a/b", bytes("x"), bytes("y"));
        assertThat(modes("repository/a")).isEqualTo("rwx------");
        assertThat(modes("repository/a/b")).isEqualTo("rw-------");
        assertThat(modes("repository/.lock")).isEqualTo("rw-------");
    }

    private String modes(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(path)));
    }

    @Test
    void aPlaceThatCannotBeWrittenToIsAnError() throws IOException {
        Files.writeString(folder.resolve("file"), "not a folder");
        var blocked = new LocalStorage(folder.resolve("file/below"));
        assertThatThrownBy(() -> blocked.create("a", bytes("x"))).isInstanceOf(IOException.class);
    }

    @Test
    void aFolderThatWasOpenBeforeStaysSoButNothingInItIs() throws IOException {
        Path open = Files.createDirectory(folder.resolve("repository"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        storage.replace("a/b", bytes("x"));
        assertThat(modes("repository")).isEqualTo("rwxrwxrwx");
        assertThat(modes("repository/a")).isEqualTo("rwx------");
        assertThat(modes("repository/a/b")).isEqualTo("rw-------");
    }

    @Test
    void theFreeSpaceIsKnownBeforeTheFolderIsThere() throws IOException {
        long before = storage.freeBytes().orElseThrow();
        assertThat(before).isPositive();
        assertThat(folder.resolve("repository")).doesNotExist();
        storage.create("a", bytes("x"));
        assertThat(storage.freeBytes()).isPresent();
    }

    @Test
    void whatIsStagedSurvivesAPowerLossOnceItIsSettledAlsoInAFolderThatWasRemovedBefore() throws IOException {
        AtMark watcher = AtMark.never();
        Path place = folder.resolve("place");
        Path root = WatchedFileSystem.watch(place, watcher).resolve("of/repository");
        var staging = new LocalStorage(root);
        staging.stage("a/first", bytes("x"));
        staging.stage("b/third", bytes("3"));
        staging.settle(List.of("a/first", "b/third"));
        Files.delete(root.resolve("a/first"));
        Files.delete(root.resolve("a"));
        staging.stage("a/one", bytes("1"));
        staging.stage("a/other", bytes("2"));
        staging.settle(List.of("a/one", "a/other"));
        for (Map<String, byte[]> disk : new PowerLoss(watcher.done()).disks(place, new Random(1))) {
            assertThat(disk)
                    .containsOnlyKeys("of/repository/a/one", "of/repository/a/other", "of/repository/b/third")
                    .containsEntry("of/repository/a/other", bytes("2"));
        }
    }

    @Test
    void whatIsOnlyStagedIsWholeOrNotThereAfterAPowerLoss() throws IOException {
        AtMark watcher = AtMark.never();
        Path root = folder.resolve("place");
        new LocalStorage(WatchedFileSystem.watch(root, watcher)).stage("a/one", bytes("content"));
        List<Map<String, byte[]>> disks = new PowerLoss(watcher.done()).disks(root, new Random(1));
        assertThat(disks).anyMatch(disk -> !disk.containsKey("a/one"));
        assertThat(disks).anyMatch(disk -> disk.containsKey("a/one"));
        assertThat(disks).allSatisfy(disk -> {
            if (disk.containsKey("a/one")) {
                assertThat(disk).containsEntry("a/one", bytes("content"));
            }
        });
    }
}
