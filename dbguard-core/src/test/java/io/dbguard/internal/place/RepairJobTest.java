package io.dbguard.internal.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.BackupRepository;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.RepairReport;
import io.dbguard.api.report.Verification.Damage;
import io.dbguard.chaos.memory.Fault;
import io.dbguard.chaos.memory.FaultyStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairJobTest {
    @TempDir
    Path folder;

    private Storage damaged;
    private Storage good;
    private Manifest older;

    @BeforeEach
    void fill() {
        damaged = new LocalStorage(folder.resolve("damaged"));
        good = new LocalStorage(folder.resolve("good"));
        older = TestBackups.store(damaged, 1, "a", "b");
        TestBackups.store(damaged, 2, "b", "c");
        new Copies(damaged, List.of(Copy.of(good))).bringUpToDate(Duration.ofSeconds(10), Optional.empty());
    }

    private RepairReport repair() {
        return BackupRepository.in(damaged).repairFrom(good).run();
    }

    private static void flip(Storage place, String path) throws IOException {
        byte[] content = place.read(path);
        content[content.length / 2] ^= 1;
        place.replace(path, content);
    }

    private List<String> allFiles() throws IOException {
        List<String> files = new ArrayList<>(List.of("dbguard.json"));
        files.addAll(good.list("manifests"));
        files.addAll(good.list("blobs"));
        return files;
    }

    private void assertIsWhole() throws IOException {
        for (String path : allFiles()) {
            assertThat(damaged.read(path)).as(path).isEqualTo(good.read(path));
        }
        assertThat(TestBackups.isIntact(damaged, 1)).isTrue();
        assertThat(TestBackups.isIntact(damaged, 2)).isTrue();
    }

    @Test
    void aWholePlaceIsLeftAlone() {
        RepairReport report = repair();
        assertThat(report.mended()).isEmpty();
        assertThat(report.lost()).isEmpty();
        assertThat(report.checked()).isEqualTo(1 + 4 + 3);
    }

    /** A digest that the other place does not hand out this time is brought the next time, with its manifest. */
    @Test
    void aBackupThatIsGoneComesBackWithAllItsFilesOrNotAtAll() throws IOException {
        for (Fault fault : List.of(Fault.REFUSES, Fault.FINDS_NOTHING, Fault.READS_WRONG, Fault.READS_SHORT)) {
            var counting = new FaultyStorage(good, Integer.MAX_VALUE, fault);
            lose(1);
            BackupRepository.in(damaged).repairFrom(counting).run();
            for (int at = 1; at <= counting.calls(); at++) {
                lose(1);
                try {
                    BackupRepository.in(damaged)
                            .repairFrom(new FaultyStorage(good, at, fault))
                            .run();
                } catch (DbGuardException e) {
                    assertThat(e).hasMessageContaining("nothing");
                }
                boolean back = damaged.list("manifests").contains(TestBackups.PLAIN.manifest(TestBackups.id(1)));
                assertThat(!back || TestBackups.isIntact(damaged, 1))
                        .as("%s at call %s", fault, at)
                        .isTrue();
                repair();
                assertIsWhole();
            }
        }
    }

    private void lose(int day) throws IOException {
        damaged.delete(TestBackups.PLAIN.manifest(TestBackups.id(day)));
        damaged.delete(TestBackups.PLAIN.manifestDigest(TestBackups.id(day)));
    }

    @Test
    void everySingleDamageAndEverySingleLossIsMended() throws IOException {
        for (String path : allFiles()) {
            byte[] content = damaged.read(path);
            if (!path.equals("dbguard.json")) {
                content[0] ^= 1;
                damaged.replace(path, content);
                assertThat(repair().mended()).as("damaged %s", path).isNotEmpty();
                assertIsWhole();
            }
            damaged.delete(path);
            assertThat(repair().mended()).as("missing %s", path).isNotEmpty();
            assertIsWhole();
        }
    }

    @Test
    void aPlaceThatIsGoneComesBack() throws IOException {
        damaged = new LocalStorage(folder.resolve("new disk"));
        assertThat(repair().mended()).hasSize(1 + 4 + 3);
        assertIsWhole();
        assertThat(repair().mended()).isEmpty();
    }

    @Test
    void aDryRunSaysTheSameAndChangesNothing() throws IOException {
        String blob = TestBackups.blobs(older).get(0);
        damaged.delete(blob);
        RepairReport dry = BackupRepository.in(damaged).repairFrom(good).dryRun();
        assertThat(dry.mended()).extracting(Damage::file).containsExactly(blob);
        assertThat(damaged.size(blob)).isEmpty();
        assertThat(repair()).isEqualTo(dry);
    }

    @Test
    void whatIsDamagedInBothPlacesIsSaidToBeLost() throws IOException {
        String blob = TestBackups.blobs(older).get(0);
        flip(damaged, blob);
        flip(good, blob);
        byte[] before = damaged.read(blob);
        RepairReport report = repair();
        assertThat(report.lost()).extracting(Damage::file).containsExactly(blob);
        assertThat(report.mended()).isEmpty();
        assertThat(damaged.read(blob)).isEqualTo(before);
    }

    @Test
    void aBackupThatWasGoneComesBackOnlyAsAWhole() throws IOException {
        String manifest = "manifests/" + TestBackups.id(1) + ".json";
        damaged.delete(manifest);
        String blob = TestBackups.blobs(older).get(0);
        damaged.delete(blob);
        good.delete(blob);
        assertThat(repair().lost()).isNotEmpty();
        assertThat(damaged.size(manifest)).isEmpty();
    }

    @Test
    void aBackupThatCouldNotBeReadIsReadableAgainOnlyAsAWhole() throws IOException {
        String manifest = "manifests/" + TestBackups.id(1) + ".json";
        damaged.delete(manifest + ".sha256");
        String blob = TestBackups.blobs(older).get(0);
        flip(damaged, blob);
        flip(good, blob);
        assertThat(repair().lost()).extracting(Damage::file).containsExactly(blob, manifest);
        assertThat(BackupRepository.in(damaged).list().backups()).hasSize(1);
        flip(good, blob);
        assertThat(repair().lost()).isEmpty();
        assertIsWhole();
    }

    @Test
    void aDamagedCopyDoesNoHarm() throws IOException {
        for (String path : good.list("blobs")) {
            flip(good, path);
        }
        flip(good, "manifests/" + TestBackups.id(1) + ".json");
        assertThat(repair().mended()).isEmpty();
        assertThat(TestBackups.isIntact(damaged, 1)).isTrue();
        assertThat(TestBackups.isIntact(damaged, 2)).isTrue();
    }

    @Test
    void anotherRepositoryIsRefused() {
        Storage other = new LocalStorage(folder.resolve("other"));
        TestBackups.store(other, 1, "z");
        assertThatThrownBy(() -> BackupRepository.in(damaged).repairFrom(other).run())
                .isInstanceOf(RequestException.class)
                .hasMessageContainingAll("is no copy of", "holds another repository");
        assertThatThrownBy(() -> BackupRepository.in(damaged)
                        .repairFrom(folder.resolve("nothing"))
                        .run())
                .isInstanceOf(RequestException.class);
    }

    /** Cut off at any write, nothing that was intact is touched, and the next run completes it. */
    @Test
    void aRepairThatIsCutOffGoesOn() throws IOException {
        for (int calls = 0; calls < 8; calls++) {
            damaged = new LocalStorage(folder.resolve("target" + calls));
            var flaky = new FlakyStorage(damaged, true, calls);
            assertThatThrownBy(() -> BackupRepository.in(flaky).repairFrom(good).run())
                    .hasMessageContaining("the line is down");
            for (var id : ManifestFiles.in(damaged, TestBackups.PLAIN).keySet()) {
                assertThat(TestBackups.isIntact(damaged, id.equals(TestBackups.id(1)) ? 1 : 2))
                        .isTrue();
            }
            repair();
            assertIsWhole();
        }
    }

    @Test
    void theMarkOfADamageGoesWithTheDamage() throws IOException {
        flip(damaged, TestBackups.blobs(older).get(0));
        assertThat(TestBackups.isIntact(damaged, 1)).isFalse();
        assertThat(BackupRepository.in(damaged).list().backups().get(0).damagedAt())
                .isPresent();
        repair();
        assertThat(BackupRepository.in(damaged).list().backups().get(0).damagedAt())
                .isEmpty();
        assertThat(BackupRepository.in(damaged).list().backups().get(0).verifiedAt())
                .isEmpty();
    }
}
