package io.dbguard.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.BackupRepository;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.BackupSummary;
import io.dbguard.api.report.SampleReport;
import io.dbguard.api.report.Verification;
import io.dbguard.internal.place.TestBackups;
import io.dbguard.internal.repository.Sha256;
import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleJobTest {
    @TempDir
    Path folder;

    private Storage place;
    private BackupRepository repository;
    private Manifest older;

    @BeforeEach
    void fill() {
        place = new LocalStorage(folder);
        repository = BackupRepository.in(place);
        older = TestBackups.store(place, 1, rows(0, 40));
        TestBackups.store(place, 2, rows(20, 60));
    }

    private static String[] rows(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "row " + i).toArray(String[]::new);
    }

    private BackupSummary backup(int day) {
        return repository.list().backups().get(day - 1);
    }

    @Test
    void afterTenTenthsEverythingHasBeenReadOnce() {
        long blobs = 0;
        for (int run = 1; run <= 10; run++) {
            assertThat(backup(1).verifiedAt()).as("before run %d", run).isEmpty();
            SampleReport report = repository.verifySample(10);
            assertThat(report.share()).isEqualTo(run);
            assertThat(report.shares()).isEqualTo(10);
            assertThat(report.intact()).isTrue();
            assertThat(report.blobs()).isLessThan(30);
            blobs += report.blobs();
        }
        assertThat(blobs).isEqualTo(60);
        assertThat(backup(1).verifiedAt()).isPresent();
        assertThat(backup(2).verifiedAt()).isPresent();
        assertThat(repository.verifySample(10).share()).isEqualTo(1);
    }

    /** Whichever blob it is: ten runs find it, and name every backup that needs it and no other. */
    @Test
    void aDamageIsFoundWithinTenRunsAndMarksEveryBackupThatNeedsIt() throws IOException {
        List<String> blobs = TestBackups.blobs(older);
        for (int i : new int[] {0, 19, 20, 39}) {
            byte[] content = place.read(blobs.get(i));
            byte[] damaged = content.clone();
            damaged[damaged.length - 1] ^= 1;
            place.replace(blobs.get(i), damaged);
            int found = 0;
            for (int run = 0; run < 10; run++) {
                SampleReport report = repository.verifySample(10);
                if (!report.intact()) {
                    found++;
                    assertThat(report.damages())
                            .singleElement()
                            .satisfies(damage -> assertThat(damage.table()).isEqualTo("public.t"));
                    assertThat(report.affected())
                            .containsExactlyElementsOf(
                                    i < 20
                                            ? List.of(TestBackups.id(1))
                                            : List.of(TestBackups.id(1), TestBackups.id(2)));
                }
            }
            assertThat(found).isEqualTo(1);
            assertThat(backup(1).damagedAt()).isPresent();
            assertThat(backup(1).verifiedAt()).isEmpty();
            assertThat(backup(2).damagedAt().isPresent()).isEqualTo(i >= 20);
            place.replace(blobs.get(i), content);
            repository.verify(TestBackups.id(1));
            repository.verify(TestBackups.id(2));
            assertThat(backup(1).damagedAt()).isEmpty();
            assertThat(backup(1).verifiedAt()).isPresent();
        }
    }

    @Test
    void aMissingBlobIsADamage() throws IOException {
        place.delete(TestBackups.blobs(older).get(0));
        assertThat(repository.verifySample(100).affected()).containsExactly(TestBackups.id(1));
    }

    @Test
    void whatIsDamagedIsNotCalledIntactWhereItCannotBeNoted() throws IOException {
        place.delete(TestBackups.blobs(older).get(0));
        var forgetful = BackupRepository.in(new ForwardingStorage(place) {
            @Override
            public void replace(String path, byte[] content) throws IOException {
                if (new String(content, StandardCharsets.UTF_8).contains("damagedAt")) {
                    throw new IOException("the line is down");
                }
                super.replace(path, content);
            }
        });
        assertThat(forgetful.verifySample(100).affected()).containsExactly(TestBackups.id(1));
        assertThat(backup(1).verifiedAt()).isEmpty();
        assertThat(backup(2).verifiedAt()).isPresent();
    }

    @Test
    void aDamagedManifestIsFoundByEveryRun() throws IOException {
        place.replace("manifests/" + TestBackups.id(1) + ".json", new byte[] {'{'});
        assertThat(repository.verifySample(10).affected()).containsExactly(TestBackups.id(1));
        assertThat(repository.verifySample(10).affected()).containsExactly(TestBackups.id(1));
    }

    /** A backup that came after its shares were read is not called verified by them. */
    @Test
    void whatWasReadBeforeABackupWasTakenProvesNothingOfIt() {
        repository.verifySample(50);
        TestBackups.store(place, 30 * 12, rows(0, 40));
        repository.verifySample(50);
        BackupSummary future = backup(3);
        assertThat(future.verifiedAt()).isEmpty();
        assertThat(backup(1).verifiedAt()).isPresent();
    }

    /** A backup that was being taken while its shares were read: older than they, and yet not read. */
    @Test
    void whatWasReadBeforeABackupWasListedProvesNothingOfIt() {
        TestBackups.store(place, 4, rows(0, 40));
        repository.verifySample(50);
        TestBackups.store(place, 3, rows(0, 40));
        repository.verifySample(50);
        assertThat(backup(3).verifiedAt()).isEmpty();
        assertThat(backup(4).verifiedAt()).isPresent();
        repository.verifySample(50);
        assertThat(backup(3).verifiedAt()).isPresent();
    }

    @Test
    void whatCannotBeReadNowIsNotNotedAsDamaged() throws GeneralSecurityException {
        var others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        BackupRepository untrusting = repository.with(RepositoryKeys.NONE.trust(others));
        assertThat(untrusting.verifySample(100).affected()).containsExactly(TestBackups.id(1), TestBackups.id(2));
        assertThat(untrusting.verify(TestBackups.id(1))).isInstanceOf(Verification.Damaged.class);
        var unreachable = BackupRepository.in(new ForwardingStorage(place) {
            @Override
            public byte[] read(String path) throws IOException {
                if (path.equals("manifests/" + TestBackups.id(1) + ".json")) {
                    throw new IOException("the line is down");
                }
                return super.read(path);
            }
        });
        assertThat(unreachable.verifySample(100).affected()).containsExactly(TestBackups.id(1));
        assertThat(backup(1).verifiedAt()).isEmpty();
        assertThat(backup(2).verifiedAt()).isPresent();
        assertThatThrownBy(() -> unreachable.verify(TestBackups.id(1))).isInstanceOf(RepositoryException.class);
        assertThat(repository.list().backups())
                .allSatisfy(backup -> assertThat(backup.damagedAt()).isEmpty());
    }

    /** Otherwise every run would end at the same backup, and nothing after it would ever be read. */
    @ParameterizedTest
    @ValueSource(strings = {"manifests/", "blobs/"})
    void whatCannotBeReadKeepsNothingElseFromBeingRead(String kind) {
        TestBackups.store(place, 3, rows(100, 140));
        String path =
                kind.equals("blobs/") ? TestBackups.blobs(older).get(0) : "manifests/" + TestBackups.id(1) + ".json";
        var failing = BackupRepository.in(new ForwardingStorage(place) {
            @Override
            public byte[] read(String read) throws IOException {
                if (read.equals(path)) {
                    throw new IOException("the disk cannot read it");
                }
                return super.read(read);
            }
        });
        SampleReport report = failing.verifySample(100);
        assertThat(report.affected()).containsExactly(TestBackups.id(1));
        assertThat(report.damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.what()).contains("the disk cannot read it"));
        assertThat(backup(1).damagedAt()).isEmpty();
        assertThat(backup(1).verifiedAt()).isEmpty();
        assertThat(backup(2).verifiedAt()).isPresent();
        assertThat(backup(3).verifiedAt()).isPresent();
        assertThat(failing.verifySample(50).share()).isEqualTo(1);
        assertThat(failing.verifySample(50).share()).isEqualTo(2);
    }

    @Test
    void whatIsOfANewerFormatKeepsNothingElseFromBeingRead() throws IOException {
        String path = "manifests/" + TestBackups.id(1) + ".json";
        byte[] newer = new String(place.read(path), StandardCharsets.UTF_8)
                .replaceFirst("\"format\" ?: ?\\d+", "\"format\" : 99")
                .getBytes(StandardCharsets.UTF_8);
        place.replace(path, newer);
        place.replace(
                path + ".sha256",
                (Sha256.of(newer) + "  " + TestBackups.id(1) + ".json\n").getBytes(StandardCharsets.UTF_8));
        SampleReport report = repository.verifySample(100);
        assertThat(report.affected()).containsExactly(TestBackups.id(1));
        assertThat(report.damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.what()).contains("format version 99"));
        assertThat(repository.list().backups())
                .singleElement()
                .satisfies(other -> assertThat(other.verifiedAt()).isPresent());
    }

    @Test
    void runsThatDoNotTrustTheWriterProveNothing() throws GeneralSecurityException {
        var others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
        BackupRepository untrusting = repository.with(RepositoryKeys.NONE.trust(others));
        assertThat(untrusting.verifySample(50).blobs()).isZero();
        repository.verifySample(50);
        assertThat(backup(1).verifiedAt()).isEmpty();
        assertThat(backup(2).verifiedAt()).isEmpty();
        repository.verifySample(50);
        assertThat(backup(1).verifiedAt()).isPresent();
        assertThat(backup(2).verifiedAt()).isPresent();
    }

    @Test
    void anUnreadableRotationBeginsAnew() throws IOException {
        repository.verifySample(10);
        place.replace("verified/rotation.json", new byte[] {'x'});
        assertThat(repository.verifySample(10).share()).isEqualTo(1);
        assertThat(repository.verifySample(20).share()).isEqualTo(1);
        assertThat(repository.verifySample(20).share()).isEqualTo(2);
    }

    @Test
    void whatIsNoShareIsRefused() {
        for (int percent : new int[] {-1, 0, 101}) {
            assertThatThrownBy(() -> repository.verifySample(percent)).isInstanceOf(RequestException.class);
        }
    }
}
