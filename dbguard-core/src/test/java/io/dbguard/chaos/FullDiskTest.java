package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.chaos.files.FullDisk;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is full after the n-th byte of a backup. What was there stays, and there is no half backup. */
class FullDiskTest {
    @TempDir
    Path folder;

    private final Campaign campaign = new Campaign("full disk");

    @Test
    void atTheNthByteOfASecondBackup() throws IOException {
        Path measured = folder.resolve("measured");
        Witness.backUp(0, new LocalStorage(measured));
        var wide = new FullDisk(Long.MAX_VALUE);
        Witness.backUp(1, new LocalStorage(WatchedFileSystem.watch(measured, wide)));
        List<Long> rooms = LongStream.range(0, wide.used()).boxed().toList();
        for (long room : campaign.some(40, 1000, rooms)) {
            Path root = folder.resolve("full" + room);
            Storage storage = new LocalStorage(root);
            var witness = new Witness(campaign);
            witness.takeBackup(0, storage);
            campaign.count("full disks");
            String what = "disk full after " + room + " bytes";
            try {
                BackupId id = Witness.backUp(1, new LocalStorage(WatchedFileSystem.watch(root, new FullDisk(room))));
                witness.remember(id, 1, storage);
            } catch (RepositoryException e) {
                assertThat(e).hasMessageContainingAll("No space left", "earlier backups are whole", "free some space");
            }
            assertNothingIsHalf(root);
            witness.check(storage, 1, what);
        }
        campaign.finish();
    }

    private static void assertNothingIsHalf(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString())
                            .filter(name -> name.startsWith(".pending")))
                    .isEmpty();
        }
    }
}
