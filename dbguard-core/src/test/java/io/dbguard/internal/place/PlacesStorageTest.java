package io.dbguard.internal.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.BackupRepository;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.Verification;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.internal.storage.SpaceWatch;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacesStorageTest {
    @TempDir
    Path folder;

    private Storage first;
    private Storage copy;
    private Manifest manifest;

    @BeforeEach
    void fill() {
        first = new LocalStorage(folder.resolve("first"));
        copy = new LocalStorage(folder.resolve("copy"));
        manifest = TestBackups.store(first, 1, "a", "b");
        new Copies(first, List.of(Copy.of(copy))).bringUpToDate(Duration.ofSeconds(10), Optional.empty());
    }

    private PlacesStorage both() {
        return PlacesStorage.of(first, List.of(copy));
    }

    private String rows(Storage storage) {
        var text = new StringBuilder();
        Repository repository = Repository.open(storage);
        for (Chunk chunk :
                repository.manifests().read(TestBackups.id(1)).tables().get(0).chunks()) {
            text.append(new String(repository.blobs().get(chunk), StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static void flip(Storage place, String path) throws IOException {
        byte[] content = place.read(path);
        content[content.length / 2] ^= 1;
        place.replace(path, content);
    }

    /** Every file of the first place, damaged and missing in turn, is read from the copy. */
    @Test
    void whateverIsDamagedOrMissingIsReadElsewhere() throws IOException {
        List<String> files = new java.util.ArrayList<>(first.list("blobs"));
        files.addAll(first.list("manifests"));
        files.add("dbguard.json");
        for (String path : files) {
            byte[] good = first.read(path);
            for (boolean missing : new boolean[] {false, true}) {
                if (missing) {
                    first.delete(path);
                } else {
                    first.replace(path, "x".getBytes(StandardCharsets.UTF_8));
                }
                PlacesStorage places = both();
                assertThat(rows(places)).as(path).isEqualTo("a\nb\n");
                boolean pruned = missing && path.endsWith(".json") && path.startsWith("manifests");
                assertThat(places.takeFindings().isEmpty())
                        .as(path)
                        .isEqualTo(pruned || path.equals("dbguard.json") && missing);
                first.replace(path, good);
            }
        }
    }

    @Test
    void theBlobOfOnePlaceGoesWithTheManifestOfAnother() throws IOException {
        flip(first, TestBackups.blobs(manifest).get(0));
        flip(copy, "manifests/" + TestBackups.id(1) + ".json");
        assertThat(rows(both())).isEqualTo("a\nb\n");
        flip(copy, TestBackups.blobs(manifest).get(1));
        assertThat(rows(both())).isEqualTo("a\nb\n");
        flip(copy, TestBackups.blobs(manifest).get(0));
        assertThatThrownBy(() -> rows(both())).isInstanceOf(RepositoryException.class);
    }

    @Test
    void aPlaceThatDoesNotAnswerIsPassedOver() throws IOException {
        for (int calls = 0; calls < 6; calls++) {
            var down = new FlakyStorage(first, false, calls);
            assertThat(rows(PlacesStorage.of(down, List.of(copy)))).isEqualTo("a\nb\n");
            var copyDown = new FlakyStorage(copy, false, calls);
            assertThat(rows(PlacesStorage.of(first, List.of(copyDown)))).isEqualTo("a\nb\n");
        }
    }

    @Test
    void anotherRepositoryIsNotReadFrom() throws IOException {
        Storage other = new LocalStorage(folder.resolve("other"));
        TestBackups.store(other, 2, "z");
        PlacesStorage places = PlacesStorage.of(first, List.of(other));
        assertThat(Repository.open(places).manifests().ids()).containsExactly(TestBackups.id(1));
    }

    /** What only a copy has must be written again by a backup: the first place is a repository in itself. */
    @Test
    void theFirstPlaceAloneSaysWhatNeedNotBeWritten() throws IOException {
        String blob = TestBackups.blobs(manifest).get(0);
        first.delete(blob);
        assertThat(both().size(blob)).isEmpty();
        both().replace(blob, copy.read(blob));
        assertThat(first.size(blob)).isPresent();
    }

    @Test
    void aVerificationNamesThePlaceThatIsDamagedAndTheOneThatIsNot() throws IOException {
        String blob = TestBackups.blobs(manifest).get(0);
        flip(first, blob);
        var repository = BackupRepository.in(first).withCopies(copy);
        Verification.Damaged damaged = (Verification.Damaged) repository.verify(TestBackups.id(1));
        assertThat(damaged.damages()).singleElement().satisfies(damage -> {
            assertThat(damage.file()).isEqualTo(blob);
            assertThat(damage.table()).isEqualTo("public.t");
            assertThat(damage.what()).contains(first.describe(), copy.describe(), "repair");
        });
        assertThat(BackupRepository.in(first).list().backups().get(0).damagedAt())
                .isPresent();
        assertThat(BackupRepository.in(copy).verify(TestBackups.id(1))).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void aBackupThatOnlyACopyStillHasIsVerifiedThere() throws IOException {
        first.delete("manifests/" + TestBackups.id(1) + ".json");
        TestBackups.blobs(manifest).forEach(blob -> {
            try {
                first.delete(blob);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(BackupRepository.in(first).withCopies(copy).verify(TestBackups.id(1)))
                .isInstanceOf(Verification.Intact.class);
        assertThat(BackupRepository.in(copy).list().backups().get(0).verifiedAt())
                .isPresent();
    }

    /** A default method of the interface that a wrapper forgets to pass on would go wrong in silence. */
    @Test
    void whatWrapsAStoragePassesOnEverything() throws NoSuchMethodException {
        for (Class<?> wrapper : List.of(PlacesStorage.class, SpaceWatch.class)) {
            for (Method method : Storage.class.getMethods()) {
                Method called = wrapper.getMethod(method.getName(), method.getParameterTypes());
                assertThat(called.getDeclaringClass() != Storage.class
                                || method.getName().equals("list"))
                        .as("%s.%s", wrapper.getSimpleName(), method.getName())
                        .isTrue();
            }
        }
    }
}
