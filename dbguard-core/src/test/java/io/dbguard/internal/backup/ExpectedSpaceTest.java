package io.dbguard.internal.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.place.TestBackups;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.storage.LimitedStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.internal.storage.SpaceWatch;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpectedSpaceTest {
    private static final int SIZE = 4 << 20;

    @TempDir
    Path folder;

    private LimitedStorage place() {
        return new LimitedStorage(new LocalStorage(folder), Long.MAX_VALUE);
    }

    /** Four megabytes that do not compress to less than two. */
    private static String noise(int seed) {
        byte[] bytes = new byte[SIZE / 2];
        new Random(seed).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void check(Storage place) {
        Repository repository = Repository.open(place);
        LatestBackups latest = LatestBackups.in(repository);
        ExpectedSpace.check(
                repository, latest, repository.manifests().blobs(latest.ids().get(0)));
    }

    @Test
    void aBackupThatIsLikelyToWriteMoreThanIsFreeDoesNotBegin() {
        LimitedStorage place = place();
        TestBackups.store(place, 1, noise(1));
        TestBackups.store(place, 2, noise(2));
        Manifest last = TestBackups.store(place, 3, noise(3));
        place.free(last.storedBytes() + SpaceWatch.RESERVE);
        assertThatThrownBy(() -> check(place))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContainingAll("would not fit", "MB are free", "free some space");
        place.free(last.storedBytes() * 2 + SpaceWatch.RESERVE);
        assertThatCode(() -> check(place)).doesNotThrowAnyException();
    }

    /** What did not change is not written again, so its size does not count. */
    @Test
    void aBigDatabaseThatHardlyChangesNeedsLittle() {
        LimitedStorage place = place();
        TestBackups.store(place, 1, noise(1), "a");
        TestBackups.store(place, 2, noise(1), "b");
        place.free(SpaceWatch.RESERVE + 1000);
        assertThatCode(() -> check(place)).doesNotThrowAnyException();
    }

    @Test
    void aBulkLoadDoesNotMakeTheNextBackupBeRefused() {
        LimitedStorage place = place();
        TestBackups.store(place, 1, "a");
        TestBackups.store(place, 2, "a", "b");
        TestBackups.store(place, 3, "a", "b", noise(1));
        place.free(SpaceWatch.RESERVE + 1000);
        assertThatCode(() -> check(place)).doesNotThrowAnyException();
    }

    /** Watched meanwhile: whatever runs out in the middle, there is no backup, and the message speaks of space. */
    @Test
    void aPlaceThatFillsUpHoldsNoHalfBackup() {
        LimitedStorage place = place();
        TestBackups.store(place, 1, "a");
        int seed = 10;
        for (long free = 0; free < 3 << 20; free += 500_000) {
            String[] rows = {noise(seed++), noise(seed++)};
            place.free(SpaceWatch.RESERVE + free);
            assertThatThrownBy(() -> TestBackups.store(new SpaceWatch(place), 2, rows))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContainingAll("no space left", "all earlier backups are whole", "free some space");
            assertThat(Repository.open(place).manifests().ids()).containsExactly(TestBackups.id(1));
            // A place that does not say how much is free fails in the middle of it.
            place.free(free / 2);
            place.hideFree();
            assertThatThrownBy(() -> TestBackups.store(new SpaceWatch(place), 2, rows))
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContainingAll("No space left on device", "free some space");
            assertThat(Repository.open(place).manifests().ids()).containsExactly(TestBackups.id(1));
        }
    }
}
