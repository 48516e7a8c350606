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
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.manifest.TableContent;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encryption and signatures: who can write, who can read, and what is found out. */
class SealedRepositoryTest {
    private static final BackupId ID = ManifestJsonTest.example().header().id();
    private static final AgeKeyPair AGE = AgeKeyPair.generate();
    private static final KeyPair SIGNING = newSigningKeys();

    @TempDir
    Path folder;

    private final RepositoryKeys writer =
            RepositoryKeys.NONE.encryptTo(AGE.recipient()).signWith(SIGNING.getPrivate());
    private final RepositoryKeys reader =
            RepositoryKeys.NONE.identity(AGE.identity()).trust(SIGNING.getPublic());

    private static KeyPair newSigningKeys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Repository open(RepositoryKeys keys) {
        return Repository.open(new LocalStorage(folder), keys);
    }

    private Repository write(RepositoryKeys keys) {
        return Repository.openOrCreate(new LocalStorage(folder), keys);
    }

    private static RawChunk rows(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RawChunk(bytes, bytes.length, text.lines().count());
    }

    private static Manifest manifest(BackupId id, Chunk... chunks) {
        return manifest(id, ManifestJsonTest.example().header().scope(), chunks);
    }

    private static Manifest manifest(BackupId id, Scope scope, Chunk... chunks) {
        Manifest example = ManifestJsonTest.example();
        BackupHeader old = example.header();
        TableContent content = example.tables().get(0);
        return new Manifest(
                new BackupHeader(
                        id,
                        old.parent(),
                        old.time(),
                        old.label(),
                        old.reason(),
                        old.writtenBy(),
                        old.database(),
                        scope,
                        old.took(),
                        old.warnings()),
                example.schema(),
                List.of(new TableContent(content.table(), 2, content.fingerprint(), List.of(chunks))),
                example.sequences());
    }

    private Manifest backUp(RepositoryKeys keys, String text) {
        Repository repository = write(keys);
        Chunk chunk = repository
                .blobs()
                .put(rows(text), repository.manifests().newKnownChunks())
                .chunk();
        Manifest manifest = manifest(ID, chunk);
        assertThat(repository.manifests().create(manifest)).isTrue();
        return manifest;
    }

    private void readEverything(RepositoryKeys keys) {
        Repository repository = open(keys);
        assertThat(repository.damage()).isEmpty();
        assertThat(repository.manifests().ids()).containsExactly(ID);
        repository.manifests().readHead(ID);
        repository.manifests().read(ID).tables().stream()
                .flatMap(table -> table.chunks().stream())
                .forEach(repository.blobs()::get);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Path file(String ending) throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(ending))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aWriterNeedsNoIdentityAndAReaderGetsAllBack() {
        Manifest manifest = backUp(writer, "1\tsecret\n2\trows\n");
        assertThat(open(reader).manifests().read(ID)).isEqualTo(manifest);
        assertThat(open(reader).blobs().get(manifest.tables().get(0).chunks().get(0)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("1\tsecret\n2\trows\n");
        assertThatThrownBy(() -> write(writer).manifests().read(ID))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("no identity was given");
    }

    @Test
    void nothingOfRowsAndTablesCanBeReadWithoutIt() throws IOException {
        backUp(writer, "1\tsecret\n2\trows\n");
        for (Path file : files()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain("secret", "CREATE TABLE", "left out something", "\"t\"", "public", "a \\\"b");
        }
        assertThat(files().stream().map(file -> file.getFileName().toString()))
                .filteredOn(name -> name.startsWith("2026"))
                .containsExactlyInAnyOrder(
                        ID + ".head", ID + ".blobs", ID + ".json.age", ID + ".json.age.sha256", ID + ".json.age.sig");
    }

    @Test
    void theListNeedsNoIdentity() {
        Manifest manifest = backUp(writer, "1\tone\n");
        var listing = new Catalogue(open(RepositoryKeys.NONE)).list();
        assertThat(listing.damaged()).isEmpty();
        assertThat(listing.backups()).singleElement().satisfies(backup -> {
            assertThat(backup.header().id()).isEqualTo(ID);
            assertThat(backup.header().database()).isEqualTo(manifest.header().database());
            assertThat(backup.header().warnings()).hasSize(1);
            assertThat(backup.rows()).isEqualTo(manifest.rows());
            assertThat(backup.storedBytes()).isEqualTo(manifest.storedBytes());
        });
        assertThat(open(RepositoryKeys.NONE).manifests().blobs(ID))
                .extracting(StoredBlob::blob)
                .containsExactly(manifest.tables().get(0).chunks().get(0).blob());
    }

    @Test
    void theListTellsChoicesOfTablesApartAndNamesNone() throws IOException {
        Scope one = new Scope(List.of(), List.of("patients"), List.of());
        Scope other = new Scope(List.of(), List.of(), List.of("patients"));
        List<Scope> seen = new ArrayList<>();
        for (Scope scope : List.of(Scope.EVERYTHING, one, one, other)) {
            var id = new BackupId("2026-11-21T10-15-30.00" + seen.size() + "Z");
            Manifest manifest = manifest(id, scope);
            write(writer).manifests().create(manifest);
            seen.add(open(RepositoryKeys.NONE).manifests().header(id).scope());
            assertThat(open(reader).manifests().read(id)).isEqualTo(manifest);
        }
        assertThat(seen.get(0)).isEqualTo(Scope.EVERYTHING);
        assertThat(seen.get(1)).isEqualTo(seen.get(2)).isNotIn(one, other, seen.get(0), seen.get(3));
        assertThat(seen.get(3)).isNotEqualTo(seen.get(0));
        for (Path file : files()) {
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain("patients");
        }
        Path descriptor = file("dbguard.json");
        Files.writeString(descriptor, Files.readString(descriptor).replace("age1", "egg1"));
        assertThat(open(reader).manifests().ids())
                .allSatisfy(id -> assertThat(open(reader).manifests().read(id)).isNotNull());
    }

    @Test
    void aWriterFindsWhatIsThereUnlessItIsShort() {
        RawChunk big = rows("a row of ten characters or so\n".repeat(200));
        Repository first = write(writer);
        Chunk chunk = first.blobs().put(big, first.manifests().newKnownChunks()).chunk();
        Chunk small = first.blobs()
                .put(rows("1\n"), first.manifests().newKnownChunks())
                .chunk();
        first.manifests().create(manifest(ID, chunk, small));
        Repository second = write(writer);
        KnownChunks known = second.manifests().newKnownChunks();
        known.addAll(second.manifests().blobs(ID));
        assertThat(second.blobs().put(big, known)).isEqualTo(new BlobStore.Stored(chunk, false));
        assertThat(second.blobs().put(rows("1\n"), known).written()).isTrue();
        assertThat(second.manifests().blobs(ID))
                .allSatisfy(blob -> assertThat(blob.key()).isNotEqualTo(Optional.of(chunk.digest())));
    }

    @Test
    void theRecipientsMustBeTheRepositorysOwn() {
        backUp(writer, "1\n");
        String other = AgeKeyPair.generate().recipient();
        for (RepositoryKeys wrong : List.of(
                RepositoryKeys.NONE,
                RepositoryKeys.NONE.encryptTo(other),
                RepositoryKeys.NONE.encryptTo(AGE.recipient(), other))) {
            assertThatThrownBy(() -> write(wrong))
                    .isInstanceOf(RequestException.class)
                    .hasMessageContainingAll(AGE.recipient(), "nothing was written");
        }
        assertThatThrownBy(() -> open(RepositoryKeys.NONE.encryptTo(other))).isInstanceOf(RequestException.class);
    }

    @Test
    void whoWantsEncryptionDoesNotWriteIntoAPlainRepository() throws IOException {
        write(RepositoryKeys.NONE);
        assertThatThrownBy(() -> write(writer))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("not encrypted");
        assertThat(files()).hasSize(1);
    }

    @Test
    void whatIsNotSignedIsRefused() throws IOException {
        backUp(RepositoryKeys.NONE.encryptTo(AGE.recipient()), "1\n");
        assertRefused("is not signed");
        readEverything(RepositoryKeys.NONE.identity(AGE.identity()));
    }

    @Test
    void whatAStrangerSignedIsRefused() {
        backUp(
                RepositoryKeys.NONE
                        .encryptTo(AGE.recipient())
                        .signWith(newSigningKeys().getPrivate()),
                "1\n");
        assertRefused("not signed with a key that is trusted");
    }

    @Test
    void aRemovedSignatureIsMissed() throws IOException {
        backUp(writer, "1\n");
        Files.delete(file(".sig"));
        assertRefused("is not signed");
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> open(reader).manifests().read(ID))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContainingAll(why, "nothing of it was used");
        assertThat(new Catalogue(open(reader)).list().damaged())
                .singleElement()
                .satisfies(damage -> assertThat(damage.what()).contains(why));
        assertThat(new Catalogue(open(reader)).list().backups()).isEmpty();
    }

    @Test
    void aBackupUnderTheNameOfAnotherIsFoundOut() throws IOException {
        backUp(writer, "1\n");
        var other = new BackupId("2027-01-01T00-00-00.000Z");
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.startsWith(ID.value())) {
                String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                String renamed = name.endsWith(".sha256") ? content.replace(ID.value(), other.value()) : content;
                Files.writeString(
                        file.resolveSibling(name.replace(ID.value(), other.value())),
                        renamed,
                        StandardCharsets.ISO_8859_1);
            }
        }
        assertThatThrownBy(() -> open(reader).manifests().read(other)).isInstanceOf(RepositoryException.class);
        assertThatThrownBy(() -> open(RepositoryKeys.NONE.identity(AGE.identity()))
                        .manifests()
                        .read(other))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("another backup");
    }

    /** Whoever writes the repository can write any manifest; a reader must not follow it out of the repository. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "..",
                "../../../../etc/passwd",
                "/etc/passwd",
                "aa/../../../secret",
                "ABababababababababababababababababababababababababababababababab",
                "abababababababababababababababababababababababababababababababab\n",
                "..\\..\\secret"
            })
    void noBlobIsLookedForOutsideTheRepository(String name) {
        for (RepositoryKeys keys : List.of(RepositoryKeys.NONE, writer)) {
            Path place = folder.resolve(keys.recipients().isEmpty() ? "plain" : "sealed");
            Repository repository = Repository.openOrCreate(new LocalStorage(place), keys);
            repository.manifests().create(manifest(ID, new Chunk(name, 1, 2, 3, "cd".repeat(32))));
            Repository opened = Repository.open(new LocalStorage(place), reader.trust(SIGNING.getPublic()));
            Repository trusting =
                    Repository.open(new LocalStorage(place), RepositoryKeys.NONE.identity(AGE.identity()));
            assertThatThrownBy(() -> trusting.manifests().read(ID)).isInstanceOf(RepositoryException.class);
            assertThatThrownBy(() -> trusting.manifests().blobs(ID)).isInstanceOf(RepositoryException.class);
            assertThatThrownBy(() -> opened.manifests().read(ID)).isInstanceOf(RepositoryException.class);
        }
    }

    @Test
    void aHeadThatSaysOtherwiseIsFoundOutWhenTheManifestIsOpened() throws IOException {
        backUp(RepositoryKeys.NONE.encryptTo(AGE.recipient()), "1\n");
        Path head = file(".head");
        String before = Sha256.of(Files.readAllBytes(head));
        Files.writeString(head, Files.readString(head).replace("AFTER_WRITE", "BEFORE_RESTORE"));
        Path digests = file(".sha256");
        Files.writeString(digests, Files.readString(digests).replace(before, Sha256.of(Files.readAllBytes(head))));
        RepositoryKeys trusting = RepositoryKeys.NONE.identity(AGE.identity());
        assertThat(open(trusting).manifests().readHead(ID)).isNotNull();
        assertThatThrownBy(() -> open(trusting).manifests().read(ID)).isInstanceOf(RepositoryException.class);
    }

    @Test
    void aDamagedDescriptorIsNoObstacleToReaders() throws IOException {
        Manifest manifest = backUp(writer, "1\n");
        Path descriptor = file("dbguard.json");
        Files.writeString(descriptor, Files.readString(descriptor).replace("age1", "egg1"));
        assertThat(open(reader).manifests().read(ID)).isEqualTo(manifest);
        assertThat(open(reader).damage()).isPresent();
        assertThatThrownBy(() -> write(writer)).isInstanceOf(RepositoryException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyChangedByteOfEveryFileIsFound(boolean encrypted) throws IOException {
        backUp(encrypted ? writer : RepositoryKeys.NONE.signWith(SIGNING.getPrivate()), "1\tone\n2\ttwo\n");
        readEverything(reader);
        int tried = 0;
        for (Path file : files()) {
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < content.length; i++) {
                byte[] changed = content.clone();
                // Another letter, or the same one in the other case.
                changed[i] ^= i % 2 == 0 ? 0x01 : 0x20;
                Files.write(file, changed);
                assertThatThrownBy(() -> readEverything(reader))
                        .as("byte %d of %s", i, file)
                        .isInstanceOfAny(DbGuardException.class, AssertionError.class);
                tried++;
            }
            Files.write(file, content);
        }
        assertThat(tried).isGreaterThan(2000);
        readEverything(reader);
    }
}
