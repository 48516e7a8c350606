package io.dbguard.internal.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import io.dbguard.api.report.CopyState;
import io.dbguard.api.report.SampleReport;
import io.dbguard.chaos.memory.Fault;
import io.dbguard.chaos.memory.FaultyStorage;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.internal.repository.RekeyJob;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.seal.AgeKeyPair;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.internal.verify.SampleJob;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of an encrypted repository: nobody needs a key to make one, to mend one, or to read what is left of two. */
class SealedCopiesTest {
    private static final AgeKeyPair PAIR = AgeKeyPair.generate();
    private static final RepositoryKeys WRITER = RepositoryKeys.NONE.encryptTo(PAIR.recipient());
    private static final RepositoryKeys READER = RepositoryKeys.NONE.identity(PAIR.identity());

    @TempDir
    Path folder;

    private Storage first;
    private Storage copy;

    @BeforeEach
    void twoBackupsAndACopy() {
        first = new LocalStorage(folder.resolve("first"));
        copy = new LocalStorage(folder.resolve("copy"));
        TestBackups.store(first, WRITER, 1, "a".repeat(5000), "b");
        TestBackups.store(first, WRITER, 2, "a".repeat(5000), "c");
        assertThat(bringUpToDate().upToDate()).isTrue();
    }

    private CopyState bringUpToDate() {
        return bringUpToDate(first, copy);
    }

    private static CopyState bringUpToDate(Storage from, Storage to) {
        return new Copies(from, List.of(Copy.of(to)))
                .bringUpToDate(Duration.ofSeconds(10), Optional.empty())
                .get(0);
    }

    private static List<String> files(Storage place) throws IOException {
        List<String> files = new ArrayList<>(place.list("blobs"));
        files.addAll(place.list("manifests"));
        files.add("dbguard.json");
        return files;
    }

    @Test
    void aCopyHasTheSameBytes() throws IOException {
        assertThat(files(copy)).isEqualTo(files(first));
        for (String file : files(first)) {
            assertThat(copy.read(file)).as(file).isEqualTo(first.read(file));
        }
        assertThat(TestBackups.isIntact(copy, READER, 1)).isTrue();
        assertThat(TestBackups.isIntact(copy, READER, 2)).isTrue();
    }

    /** Neither a digest nor a signature has a digest of its own. */
    @Test
    void whatIsReadWrongOnceIsNotCopied() throws Exception {
        RepositoryKeys signing = WRITER.signWith(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        TestBackups.store(first, signing, 3, "d");
        var counting = new FaultyStorage(first, Integer.MAX_VALUE, Fault.READS_WRONG);
        bringUpToDate(counting, new MemoryStorage());
        for (int at = 1; at <= counting.calls(); at++) {
            copy = new MemoryStorage();
            var faulty = new FaultyStorage(first, at, Fault.READS_WRONG);
            bringUpToDate(faulty, copy);
            bringUpToDate();
            assertThat(files(copy)).as("call %s", at).isEqualTo(files(first));
            for (String file : files(first)) {
                assertThat(copy.read(file)).as("%s, call %s", file, at).isEqualTo(first.read(file));
            }
        }
    }

    @Test
    void everyFileIsMendedFromTheCopy() throws IOException {
        for (String file : files(first)) {
            byte[] good = first.read(file);
            byte[] bad = good.clone();
            bad[bad.length / 2] ^= 1;
            first.replace(file, bad);
            var places = PlacesStorage.of(first, List.of(copy));
            assertThat(TestBackups.isIntact(places, READER, 1)).as(file).isTrue();
            assertThat(TestBackups.isIntact(places, READER, 2)).as(file).isTrue();
            assertThat(new RepairJob(first, copy, false).run().lost()).as(file).isEmpty();
            assertThat(first.read(file)).as(file).isEqualTo(good);
            first.delete(file);
            assertThat(new RepairJob(first, copy, false).run().lost()).as(file).isEmpty();
            assertThat(first.read(file)).as(file).isEqualTo(good);
        }
    }

    @Test
    void aSampleNeedsAnIdentity() {
        assertThatThrownBy(() -> new SampleJob(Repository.open(first), 100).run())
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("no identity");
        assertThat(Repository.open(first).verifications().find(TestBackups.id(1)))
                .isEmpty();
        SampleReport report = new SampleJob(Repository.open(first, READER), 100).run();
        assertThat(report.intact()).isTrue();
        assertThat(report.blobs()).isEqualTo(4);
        assertThat(Repository.open(first).verifications().find(TestBackups.id(1)))
                .isPresent();
    }

    @Test
    void aCopyFromBeforeAChangeOfRecipientsIsLeftAlone() throws IOException {
        AgeKeyPair other = AgeKeyPair.generate();
        new RekeyJob(first, READER).run(List.of(other.recipient()), List.of());
        List<String> before = files(copy);
        CopyState state = bringUpToDate();
        assertThat(state.upToDate()).isFalse();
        assertThat(state.problem()).contains("rekey", "start a new copy");
        assertThat(files(copy)).isEqualTo(before);
        assertThat(TestBackups.isIntact(copy, READER, 1)).isTrue();
        assertThatThrownBy(() -> new RepairJob(first, copy, false).run()).isInstanceOf(RequestException.class);
        first.delete("dbguard.json");
        assertThatThrownBy(() -> new RepairJob(first, copy, false).run())
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("rekey");
    }

    @Test
    void aChangedRepositoryIsCopiedToANewPlace() {
        AgeKeyPair other = AgeKeyPair.generate();
        new RekeyJob(first, READER).run(List.of(other.recipient()), List.of(PAIR.recipient()));
        copy = new LocalStorage(folder.resolve("new"));
        assertThat(bringUpToDate().upToDate()).isTrue();
        RepositoryKeys reader = RepositoryKeys.NONE.identity(other.identity());
        assertThat(Repository.open(copy).manifests().ids()).hasSize(2);
        assertThat(TestBackups.isIntact(copy, reader, 1)).isTrue();
        assertThat(TestBackups.isIntact(copy, reader, 2)).isTrue();
    }
}
