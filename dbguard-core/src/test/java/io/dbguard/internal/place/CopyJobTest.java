package io.dbguard.internal.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.BackupRepository;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.report.CopyState;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopyJobTest {
    @TempDir
    Path folder;

    private Storage first;
    private Storage copy;

    @BeforeEach
    void open() {
        first = new LocalStorage(folder.resolve("first"));
        copy = new LocalStorage(folder.resolve("copy"));
    }

    private CopyState copyTo(Storage target) {
        return new CopyJob(PlacesStorage.of(first, List.of()), target, Optional.empty(), Duration.ofSeconds(10)).run();
    }

    private CopyState keepInCopy(Retention rules) {
        return new Copies(first, List.of(Copy.of(copy, rules)))
                .bringUpToDate(Duration.ofSeconds(10), Optional.empty())
                .get(0);
    }

    private Set<BackupId> copied() throws IOException {
        return ManifestFiles.in(copy, TestBackups.PLAIN).keySet();
    }

    /** Every file below a folder and its content, but for what a place says of itself. */
    private TreeMap<String, String> files(String place) throws IOException {
        Path root = folder.resolve(place);
        var files = new TreeMap<String, String>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString(), java.util.Arrays.toString(Files.readAllBytes(file)));
            }
        }
        return files;
    }

    @Test
    void aCopyIsARepositoryInItselfByteForByte() throws IOException {
        TestBackups.store(first, 1, "a", "b");
        TestBackups.store(first, 2, "b", "c");
        CopyState state = copyTo(copy);
        assertThat(state.upToDate()).isTrue();
        assertThat(state.copied()).isEqualTo(2);
        assertThat(files("copy")).isEqualTo(files("first"));
        assertThat(TestBackups.isIntact(copy, 1)).isTrue();
        assertThat(TestBackups.isIntact(copy, 2)).isTrue();
    }

    @Test
    void onlyWhatIsNewIsCopied() {
        TestBackups.store(first, 1, "a", "b");
        copyTo(copy);
        TestBackups.store(first, 2, "a", "b", "c");
        CopyState second = copyTo(copy);
        assertThat(second.copied()).isEqualTo(1);
        assertThat(second.writtenBytes()).isPositive().isLessThan(50);
        CopyState third = copyTo(copy);
        assertThat(third.copied()).isZero();
        assertThat(third.writtenBytes()).isZero();
    }

    /** Whatever call a place fails at, what it lists as a backup is whole, and the next run completes it. */
    @Test
    void aCopyThatIsCutOffAnywhereListsNoHalfBackupAndGoesOn() throws IOException {
        TestBackups.store(first, 1, "a", "b");
        TestBackups.store(first, 2, "b", "c");
        TestBackups.store(first, 3, "d");
        int cuts = 0;
        boolean failed = true;
        for (int calls = 0; failed; calls++) {
            var target = new LocalStorage(folder.resolve("copy" + calls));
            var flaky = new FlakyStorage(target, false, calls);
            CopyState state = copyTo(flaky);
            failed = flaky.failed();
            cuts += failed ? 1 : 0;
            Set<BackupId> listed = ManifestFiles.in(target, TestBackups.PLAIN).keySet();
            // All may be done before the place fails to let go of the lock.
            assertThat(state.upToDate()).isIn(!failed, listed.size() == 3);
            assertThat(state.upToDate()).isIn(false, listed.size() == 3);
            for (BackupId id : listed) {
                assertThat(TestBackups.isIntact(target, id.value().charAt(9) - '0'))
                        .as("%s after %d calls", id, calls)
                        .isTrue();
            }
            // The oldest come first, and what is not there is told.
            assertThat(Stream.concat(listed.stream(), state.lacking().stream()))
                    .contains(TestBackups.id(1), TestBackups.id(2), TestBackups.id(3));
            assertThat(copyTo(target).upToDate()).isTrue();
            files("copy" + calls);
            assertThat(TestBackups.isIntact(target, 3)).isTrue();
        }
        assertThat(cuts).isGreaterThan(10);
    }

    @Test
    void aDamagedBlobIsNeverCopiedAndHoldsBackItsOwnBackupsOnly() throws IOException {
        Manifest damaged = TestBackups.store(first, 1, "a");
        TestBackups.store(first, 2, "b");
        String blob = TestBackups.blobs(damaged).get(0);
        byte[] content = first.read(blob);
        content[content.length - 1] ^= 1;
        first.replace(blob, content);
        CopyState state = copyTo(copy);
        assertThat(state.lacking()).containsExactly(TestBackups.id(1));
        assertThat(state.problem()).contains(blob);
        assertThat(copy.size(blob)).isEmpty();
        assertThat(ManifestFiles.in(copy, TestBackups.PLAIN).keySet()).containsExactly(TestBackups.id(2));
    }

    /** Otherwise every backup from then on would be damaged in the copy, and the copy called up to date. */
    @Test
    void aBlobThatIsKnownToBeDamagedInTheCopyIsReplaced() throws IOException {
        Manifest damaged = TestBackups.store(first, 1, "a", "b");
        copyTo(copy);
        String blob = TestBackups.blobs(damaged).get(0);
        byte[] content = copy.read(blob);
        content[content.length - 1] ^= 1;
        copy.replace(blob, content);
        assertThat(TestBackups.isIntact(copy, 1)).isFalse();
        TestBackups.store(first, 2, "a", "b");
        CopyState state = copyTo(copy);
        assertThat(state.upToDate()).isTrue();
        assertThat(state.writtenBytes()).isEqualTo(content.length);
        assertThat(TestBackups.isIntact(copy, 2)).isTrue();
        assertThat(TestBackups.isIntact(copy, 1)).isTrue();
    }

    /** The note of the damage stands until somebody mends it; until then each copy must not read all that it builds upon. */
    @Test
    void ofACopyWithADamagedBackupOnlyWhatThatNeedsIsRead() throws IOException {
        Manifest damaged = TestBackups.store(first, 1, "a", "b");
        TestBackups.store(first, 2, "c", "d");
        copyTo(copy);
        copy.delete(TestBackups.blobs(damaged).get(1));
        assertThat(TestBackups.isIntact(copy, 1)).isFalse();
        TestBackups.store(first, 3, "a", "c");
        List<String> read = new ArrayList<>();
        CopyState state = copyTo(new ForwardingStorage(copy) {
            @Override
            public byte[] read(String path) throws IOException {
                read.add(path);
                return super.read(path);
            }
        });
        assertThat(state.upToDate()).isTrue();
        assertThat(read)
                .filteredOn(path -> path.startsWith("blobs/"))
                .containsExactly(TestBackups.blobs(damaged).get(0));
        assertThat(TestBackups.isIntact(copy, 3)).isTrue();
    }

    @Test
    void aDamagedManifestIsNeverCopied() throws IOException {
        TestBackups.store(first, 1, "a");
        first.replace(
                "manifests/" + TestBackups.id(1) + ".json", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(copyTo(copy).lacking()).containsExactly(TestBackups.id(1));
        assertThat(copy.list("manifests")).isEmpty();
    }

    @Test
    void anotherRepositoryIsNotOverwritten() throws IOException {
        TestBackups.store(first, 1, "a");
        TestBackups.store(copy, 9, "z");
        var before = files("copy");
        CopyState state = copyTo(copy);
        assertThat(state.problem()).contains("another repository");
        assertThat(state.lacking()).containsExactly(TestBackups.id(1));
        assertThat(files("copy")).isEqualTo(before);
    }

    @Test
    void aCopyKeepsWhatItsOwnRulesSay() throws IOException {
        for (int day = 1; day <= 4; day++) {
            TestBackups.store(first, day, "a", "row " + day);
        }
        assertThat(keepInCopy(Retention.last(2)).copied()).isEqualTo(2);
        assertThat(copied()).containsExactly(TestBackups.id(3), TestBackups.id(4));
        TestBackups.store(first, 5, "a", "row 5");
        CopyState state = keepInCopy(Retention.last(2));
        assertThat(state.upToDate()).isTrue();
        assertThat(state.copied()).isEqualTo(1);
        assertThat(copied()).containsExactly(TestBackups.id(4), TestBackups.id(5));
        // What it has let go of does not come back.
        assertThat(keepInCopy(Retention.last(2)).copied()).isZero();
        assertThat(copied()).containsExactly(TestBackups.id(4), TestBackups.id(5));
    }

    /** Copying removes nothing, so it need not be certain of what was verified; a prune has to, and waits. */
    @Test
    void aNoteThatCannotBeReadKeepsNoBackupFromACopyWithRulesOfItsOwn() throws IOException {
        for (int day = 1; day <= 2; day++) {
            TestBackups.store(first, day, "row " + day);
        }
        assertThat(keepInCopy(Retention.last(1)).upToDate()).isTrue();
        Repository.open(first).verifications().record(TestBackups.id(1), Instant.now());
        Repository.open(copy).verifications().record(TestBackups.id(2), Instant.now());
        TestBackups.store(first, 3, "row 3");
        CopyState state = new Copies(withoutNotes(first), List.of(Copy.of(withoutNotes(copy), Retention.last(1))))
                .bringUpToDate(Duration.ofSeconds(10), Optional.empty())
                .get(0);
        assertThat(state.problem()).isEmpty();
        assertThat(state.upToDate()).isTrue();
        assertThat(copied()).containsExactly(TestBackups.id(2), TestBackups.id(3));
    }

    private static Storage withoutNotes(Storage place) {
        return new ForwardingStorage(place) {
            @Override
            public byte[] read(String path) throws IOException {
                if (path.startsWith("verified/")) {
                    throw new IOException("the line is down");
                }
                return super.read(path);
            }
        };
    }

    @Test
    void aCopyMayKeepMoreThanTheFirstPlace() throws IOException {
        for (int day = 1; day <= 4; day++) {
            TestBackups.store(first, day, "row " + day);
        }
        assertThat(keepInCopy(Retention.last(3)).upToDate()).isTrue();
        BackupRepository.in(first).prune(Retention.last(1)).run();
        assertThat(keepInCopy(Retention.last(3)).upToDate()).isTrue();
        assertThat(copied()).containsExactly(TestBackups.id(2), TestBackups.id(3), TestBackups.id(4));
    }

    @Test
    void whatIsPinnedStaysInTheCopyToo() throws IOException {
        for (int day = 1; day <= 4; day++) {
            TestBackups.store(first, day, "row " + day);
        }
        BackupRepository.in(first).pin(TestBackups.id(1));
        assertThat(keepInCopy(Retention.last(1)).upToDate()).isTrue();
        assertThat(copied()).containsExactly(TestBackups.id(1), TestBackups.id(4));
        assertThat(BackupRepository.in(copy).pinned()).containsExactly(TestBackups.id(1));
    }

    @Test
    void whatBelongsToAManifestIsCopiedWithIt() throws IOException {
        TestBackups.store(first, 1, "a");
        first.create("manifests/" + TestBackups.id(1) + ".json.sig", new byte[] {1, 2});
        copyTo(copy);
        assertThat(files("copy")).isEqualTo(files("first"));
    }

    @Test
    void aManifestThatKeepsItsBlobsToItselfIsCopiedWithAllOfThem() throws IOException {
        TestBackups.store(first, 1, "a", "b");
        String manifest = "manifests/" + TestBackups.id(2) + ".json";
        byte[] secret = {7, 7, 7};
        first.create(
                manifest + ".sha256",
                (io.dbguard.internal.repository.Sha256.of(secret) + "  " + TestBackups.id(2) + ".json\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        first.create(manifest, secret);
        // A blob of which nobody knows whose it is.
        TestBackups.store(first, 3, "c");
        first.delete("manifests/" + TestBackups.id(3) + ".json");
        assertThat(copyTo(copy).upToDate()).isTrue();
        assertThat(copy.list("blobs")).isEqualTo(first.list("blobs")).hasSize(3);
        assertThat(copy.read(manifest)).isEqualTo(secret);
    }

    @Test
    void theLagIsKnownWithoutAskingTheCopy() {
        TestBackups.store(first, 1, "a");
        new Copies(first, List.of(Copy.of(copy))).bringUpToDate(Duration.ofSeconds(10), Optional.empty());
        assertThat(new CopyRecords(first).known()).allMatch(CopyState::upToDate).hasSize(1);
        TestBackups.store(first, 2, "b");
        TestBackups.store(first, 3, "c");
        new Copies(first, List.of(Copy.of(new FlakyStorage(copy, false, 0))))
                .bringUpToDate(Duration.ofSeconds(10), Optional.empty());
        TestBackups.store(first, 4, "d");
        CopyState state = new CopyRecords(first).known().get(0);
        assertThat(state.place()).isEqualTo(copy.describe());
        assertThat(state.problem()).contains("the line is down");
        assertThat(state.lacking()).containsExactly(TestBackups.id(2), TestBackups.id(3), TestBackups.id(4));
        new Copies(first, List.of(Copy.of(copy))).bringUpToDate(Duration.ofSeconds(10), Optional.empty());
        assertThat(new CopyRecords(first).known()).allMatch(CopyState::upToDate).hasSize(1);
    }

    @Test
    void whatComesWhileACopyIsBroughtUpToDateCountsAsLacking() {
        TestBackups.store(first, 2, "b");
        var busy = new ForwardingStorage(copy) {
            private boolean done;

            @Override
            protected Storage toWrite() throws IOException {
                if (!done) {
                    done = true;
                    TestBackups.store(first, 1, "a"); // It was begun before and took longer.
                    TestBackups.store(first, 3, "c");
                }
                return super.toWrite();
            }
        };
        CopyState state = new Copies(first, List.of(Copy.of(busy)))
                .bringUpToDate(Duration.ofSeconds(10), Optional.empty())
                .get(0);
        assertThat(state.upToDate()).isTrue();
        assertThat(new CopyRecords(first).known().get(0).lacking())
                .containsExactly(TestBackups.id(1), TestBackups.id(3));
        new Copies(first, List.of(Copy.of(new FlakyStorage(copy, false, 0))))
                .bringUpToDate(Duration.ofSeconds(10), Optional.empty());
        assertThat(new CopyRecords(first).known().get(0).lacking())
                .containsExactly(TestBackups.id(1), TestBackups.id(3));
        new Copies(first, List.of(Copy.of(copy))).bringUpToDate(Duration.ofSeconds(10), Optional.empty());
        assertThat(new CopyRecords(first).known()).allMatch(CopyState::upToDate).hasSize(1);
    }

    @Test
    void whatAnotherRunHasCopiedMeanwhileIsNotLacking() {
        TestBackups.store(first, 1, "a");
        var busy = new ForwardingStorage(copy) {
            private boolean done;

            @Override
            protected Storage toWrite() throws IOException {
                if (!done) {
                    done = true;
                    TestBackups.store(first, 2, "b");
                    new Copies(first, List.of(Copy.of(copy))).bringUpToDate(Duration.ofSeconds(10), Optional.empty());
                    TestBackups.store(first, 3, "c");
                }
                return super.toWrite();
            }
        };
        new Copies(first, List.of(Copy.of(busy))).bringUpToDate(Duration.ofSeconds(10), Optional.empty());
        assertThat(new CopyRecords(first).known().get(0).lacking()).containsExactly(TestBackups.id(3));
    }

    /** Whatever call a copy goes away at, bringing it up to date says so and throws nothing. */
    @Test
    void aCopyThatGoesAwayAtAnyMomentFailsNothing() {
        TestBackups.store(first, 1, "a");
        TestBackups.store(first, 2, "b");
        boolean failed = true;
        for (int calls = 0; failed; calls++) {
            var flaky = new FlakyStorage(new LocalStorage(folder.resolve("copy" + calls)), false, calls);
            assertThat(new Copies(first, List.of(Copy.of(flaky, Retention.last(1))))
                            .bringUpToDate(Duration.ofSeconds(10), Optional.empty()))
                    .hasSize(1);
            failed = flaky.failed();
        }
    }

    @Test
    void aFirstPlaceThatWasLostBecomesTheSameRepositoryAgain() throws IOException {
        TestBackups.store(first, 1, "a");
        copyTo(copy);
        Storage empty = new LocalStorage(folder.resolve("new disk"));
        var places = new Copies(empty, List.of(Copy.of(copy)));
        TestBackups.store(places.toWrite(), 2, "b");
        assertThat(places.bringUpToDate(Duration.ofSeconds(10), Optional.empty()))
                .allMatch(CopyState::upToDate);
        assertThat(ManifestFiles.in(copy, TestBackups.PLAIN).keySet())
                .containsExactly(TestBackups.id(1), TestBackups.id(2));
        assertThat(Repository.open(places.toRead()).manifests().ids())
                .containsExactly(TestBackups.id(1), TestBackups.id(2));
    }
}
