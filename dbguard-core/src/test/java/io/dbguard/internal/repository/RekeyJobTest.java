package io.dbguard.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.Chunk;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.api.manifest.TableContent;
import io.dbguard.chaos.memory.Fault;
import io.dbguard.chaos.memory.FaultyStorage;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.seal.AgeKeyPair;
import io.dbguard.internal.storage.LocalStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recipients change, and at every moment every backup can be read. */
class RekeyJobTest {
    private static final AgeKeyPair STAYS = AgeKeyPair.generate();
    private static final AgeKeyPair GOES = AgeKeyPair.generate();
    private static final AgeKeyPair COMES = AgeKeyPair.generate();
    private static final KeyPair SIGNING = newSigningKeys();
    private static final int BACKUPS = 2;

    private static final Map<String, List<String>> GROUPS = Map.of("admin", List.of("users", "roles"));

    @TempDir
    Path folder;

    private final RepositoryKeys writer =
            RepositoryKeys.NONE.encryptTo(STAYS.recipient(), GOES.recipient()).signWith(SIGNING.getPrivate());

    private static KeyPair newSigningKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static RepositoryKeys of(AgeKeyPair pair) {
        return RepositoryKeys.NONE.identity(pair.identity()).signWith(SIGNING.getPrivate());
    }

    private static BackupId id(int number) {
        return new BackupId("2026-01-0" + number + "T00-00-00.000Z");
    }

    /** One chunk is shared by all, one is of this backup alone. */
    private static void backUp(Repository repository, int number) {
        KnownChunks known = repository.manifests().newKnownChunks();
        repository
                .manifests()
                .ids()
                .forEach(id -> known.addAll(repository.manifests().blobs(id)));
        List<Chunk> chunks = Stream.of("shared row of some length\n".repeat(300), "row " + number + "\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .map(bytes -> repository
                        .blobs()
                        .put(new RawChunk(bytes, bytes.length, 1), known)
                        .chunk())
                .toList();
        Manifest example = ManifestJsonTest.example();
        TableContent content = example.tables().get(0);
        BackupHeader old = example.header();
        assertThat(repository
                        .manifests()
                        .create(new Manifest(
                                new BackupHeader(
                                        id(number),
                                        old.parent(),
                                        old.time(),
                                        old.label(),
                                        old.reason(),
                                        old.writtenBy(),
                                        old.database(),
                                        old.scope(),
                                        old.took(),
                                        old.warnings()),
                                example.schema(),
                                List.of(new TableContent(content.table(), 2, content.fingerprint(), chunks)),
                                example.sequences(),
                                GROUPS)))
                .isTrue();
    }

    private LocalStorage place(String name) {
        return new LocalStorage(folder.resolve(name));
    }

    private LocalStorage filled(String name) {
        LocalStorage storage = place(name);
        Repository repository = Repository.openOrCreate(storage, writer);
        IntStream.rangeClosed(1, BACKUPS).forEach(number -> backUp(repository, number));
        return storage;
    }

    private static void readEverything(LocalStorage storage, AgeKeyPair as, int backups) {
        Repository repository = Repository.open(storage, of(as));
        assertThat(repository.damage()).isEmpty();
        assertThat(repository.manifests().ids()).hasSize(backups);
        for (BackupId id : repository.manifests().ids()) {
            List<Chunk> chunks = repository.manifests().read(id).tables().get(0).chunks();
            assertThat(new String(repository.blobs().get(chunks.get(1)), StandardCharsets.UTF_8))
                    .isEqualTo("row " + id.value().charAt(9) + "\n");
            repository.blobs().get(chunks.get(0));
            Manifest example = ManifestJsonTest.example();
            assertThat(repository.manifests().read(id))
                    .extracting(Manifest::schema, Manifest::sequences, Manifest::groups)
                    .containsExactly(example.schema(), example.sequences(), GROUPS);
        }
    }

    private static List<String> change(io.dbguard.spi.storage.Storage storage) {
        return new RekeyJob(storage, of(STAYS)).run(List.of(COMES.recipient()), List.of(GOES.recipient()));
    }

    private long blobs(String name) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(name).resolve("blobs"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    private void assertChanged(String name, int backups) throws IOException {
        LocalStorage storage = place(name);
        readEverything(storage, STAYS, backups);
        readEverything(storage, COMES, backups);
        Repository gone = Repository.open(storage, of(GOES));
        assertThatThrownBy(() -> gone.manifests().read(id(1)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("other recipients");
        for (BackupId id : gone.manifests().ids()) {
            for (StoredBlob blob : gone.manifests().blobs(id)) {
                assertThatThrownBy(() -> gone.blobs().get(blob.chunk(""))).isInstanceOf(RequestException.class);
            }
        }
    }

    @Test
    void whoComesCanReadAndWhoGoesCannot() throws IOException {
        LocalStorage storage = filled("r");
        assertThat(change(storage)).containsExactlyInAnyOrder(STAYS.recipient(), COMES.recipient());
        assertChanged("r", BACKUPS);
        assertThat(blobs("r")).isEqualTo(BACKUPS + 1);
        assertThat(storage.list("manifests")).isEmpty();
        assertThatThrownBy(() -> Repository.openOrCreate(storage, writer)).isInstanceOf(RequestException.class);
        backUp(
                Repository.openOrCreate(
                        storage,
                        RepositoryKeys.NONE
                                .encryptTo(STAYS.recipient(), COMES.recipient())
                                .signWith(SIGNING.getPrivate())),
                4);
        assertChanged("r", BACKUPS + 1);
        assertThat(blobs("r")).isEqualTo(BACKUPS + 2);
    }

    @Test
    void aSecondChangeGoesBackToTheFirstFolder() throws IOException {
        LocalStorage storage = filled("r");
        change(storage);
        new RekeyJob(storage, of(COMES)).run(List.of(), List.of(STAYS.recipient()));
        readEverything(storage, COMES, BACKUPS);
        assertThat(storage.list("manifests-2")).isEmpty();
        assertThat(blobs("r")).isEqualTo(BACKUPS + 1);
    }

    @Test
    void killedAnywhereItLosesNothingAndTheNextRunFinishesIt() throws IOException {
        int changes = 0;
        boolean stopped = true;
        while (stopped) {
            String name = "r" + changes;
            LocalStorage storage = filled(name);
            var stopping = new StoppingStorage(storage, changes);
            try {
                change(stopping);
            } catch (DbGuardException e) {
                assertThat(stopping.hasStopped()).isTrue();
            }
            stopped = stopping.hasStopped();
            readEverything(storage, STAYS, BACKUPS);
            change(storage);
            assertChanged(name, BACKUPS);
            assertThat(storage.list("manifests")).isEmpty();
            changes++;
        }
        assertThat(changes).isGreaterThan(25);
    }

    @Test
    void whatTheStorageWroteWrongDoesNotReplaceWhatIsRight() throws IOException {
        for (Fault fault : List.of(Fault.WRITES_WRONG, Fault.WRITES_NOTHING)) {
            var counting = new FaultyStorage(filled(fault + "counted"), Integer.MAX_VALUE, fault);
            change(counting);
            for (int at = 1; at <= counting.calls(); at += 8) {
                LocalStorage storage = filled(fault + "at" + at);
                var faulty = new FaultyStorage(storage, at, fault);
                try {
                    change(faulty);
                    assertChanged(fault + "at" + at, BACKUPS);
                } catch (DbGuardException e) {
                    assertThat(canReadEverything(storage, GOES) || canReadEverything(storage, COMES))
                            .as("%s at call %s", fault, at)
                            .isTrue();
                }
            }
        }
    }

    private static boolean canReadEverything(LocalStorage storage, AgeKeyPair as) {
        Repository repository = Repository.open(storage, of(as));
        try {
            for (BackupId id : repository.manifests().ids()) {
                repository.manifests().read(id).tables().get(0).chunks().forEach(repository.blobs()::get);
            }
            return repository.manifests().ids().size() == BACKUPS;
        } catch (DbGuardException e) {
            return false;
        }
    }

    @Test
    void aBackupThatCameWhileTheRecipientsChangedIsNotLost() throws IOException {
        LocalStorage storage = filled("r");
        Repository slow = Repository.openOrCreate(storage, writer);
        change(storage);
        assertThatThrownBy(() -> backUp(slow, 4))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("recipients of");
        // It is there, though nobody was told so.
        change(storage);
        assertChanged("r", BACKUPS + 1);
    }

    @Test
    void whatCannotBeDoneIsRefusedAndChangesNothing() throws IOException {
        LocalStorage storage = filled("r");
        assertThatThrownBy(() ->
                        new RekeyJob(storage, of(STAYS)).run(List.of(), List.of(STAYS.recipient(), GOES.recipient())))
                .isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> new RekeyJob(storage, RepositoryKeys.NONE.identity(STAYS.identity()))
                        .run(List.of(COMES.recipient()), List.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("signing key");
        assertThatThrownBy(() -> new RekeyJob(storage, RepositoryKeys.NONE.signWith(SIGNING.getPrivate()))
                        .run(List.of(COMES.recipient()), List.of()))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("identity");
        assertThatThrownBy(() -> new RekeyJob(storage, of(STAYS)).run(List.of("age1nobody"), List.of()))
                .isInstanceOf(RequestException.class);
        readEverything(storage, GOES, BACKUPS);
        LocalStorage plain = place("plain");
        Repository.openOrCreate(plain);
        assertThatThrownBy(() -> change(plain))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("not encrypted");
    }

    @Test
    void aDamagedBackupStopsItBeforeAnythingIsRemoved() throws IOException {
        LocalStorage storage = filled("r");
        String blob = storage.list("blobs").get(0);
        byte[] content = storage.read(blob);
        content[0] ^= 1;
        storage.replace(blob, content);
        assertThatThrownBy(() -> change(storage)).isInstanceOf(DamagedBlobException.class);
        assertThat(Repository.open(storage, of(GOES)).manifests().read(id(1))).isNotNull();
        assertThat(blobs("r")).isGreaterThanOrEqualTo(BACKUPS + 1);
    }
}
