package io.dbguard.internal.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.RepositoryException;
import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Manifest;
import io.dbguard.internal.chunk.RawChunk;
import io.dbguard.internal.storage.LocalStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {
    @TempDir
    Path folder;

    private Repository repository;

    @BeforeEach
    void create() {
        repository = Repository.openOrCreate(new LocalStorage(folder));
    }

    private void store(String id, BackupReason reason) {
        Manifest example = ManifestJsonTest.example();
        BackupHeader old = example.header();
        var header = new BackupHeader(
                new BackupId(id),
                old.parent(),
                old.time(),
                old.label(),
                reason,
                old.writtenBy(),
                old.database(),
                old.scope(),
                old.took(),
                old.warnings());
        assertThat(repository
                        .manifests()
                        .create(new Manifest(header, example.schema(), example.tables(), example.sequences())))
                .isTrue();
    }

    private BackupId find(String name) {
        return new Catalogue(repository).find(name);
    }

    @Test
    void aBackupIsFoundByTheBeginningOfItsName() {
        store("2026-01-01T00-00-00.000Z", BackupReason.MANUAL);
        store("2026-02-01T00-00-00.000Z-x", BackupReason.MANUAL);
        assertThat(find("2026-02")).isEqualTo(new BackupId("2026-02-01T00-00-00.000Z-x"));
        assertThatThrownBy(() -> find("2026"))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("2 backups");
        assertThatThrownBy(() -> find("2027"))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("no backup");
    }

    @Test
    void aFullNameWinsOverLongerOnes() {
        store("2026-01-01T00-00-00.000Z", BackupReason.MANUAL);
        store("2026-01-01T00-00-00.000Z-x", BackupReason.MANUAL);
        assertThat(find("2026-01-01T00-00-00.000Z")).isEqualTo(new BackupId("2026-01-01T00-00-00.000Z"));
    }

    @Test
    void theLatestPassesSafetyBackupsOver() {
        store("2026-01-01T00-00-00.000Z", BackupReason.AFTER_WRITE);
        store("2026-02-01T00-00-00.000Z", BackupReason.BEFORE_RESTORE);
        assertThat(find("latest")).isEqualTo(new BackupId("2026-01-01T00-00-00.000Z"));
    }

    @Test
    void anEmptyRepositoryHasNoLatest() {
        assertThatThrownBy(() -> find("latest")).isInstanceOf(RequestException.class);
    }

    @Test
    void twoBackupsNeverShareAName() {
        store("2026-01-01T00-00-00.000Z", BackupReason.MANUAL);
        assertThat(repository.manifests().create(manifest("2026-01-01T00-00-00.000Z")))
                .isFalse();
    }

    private static Manifest manifest(String id) {
        Manifest example = ManifestJsonTest.example();
        BackupHeader old = example.header();
        return new Manifest(
                new BackupHeader(
                        new BackupId(id),
                        old.parent(),
                        old.time(),
                        "",
                        BackupReason.MANUAL,
                        "",
                        old.database(),
                        old.scope(),
                        old.took(),
                        old.warnings()),
                example.schema(),
                example.tables(),
                example.sequences());
    }

    @Test
    void aFolderThatIsNoRepositoryIsRefused() {
        assertThatThrownBy(() -> Repository.open(new LocalStorage(folder.resolve("other"))))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("no dbguard repository");
    }

    @Test
    void aNewerRepositoryIsRefused() throws IOException {
        Files.write(
                folder.resolve("dbguard.json"),
                SealedJson.write(ManifestJson.MAPPER.createObjectNode().put("format", 2)));
        assertThatThrownBy(() -> Repository.openOrCreate(new LocalStorage(folder)))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContainingAll("format version 2", "newer dbguard");
    }

    @Test
    void aChangedDigitDoesNotMakeARepositoryNewer() throws IOException {
        store("2026-01-01T00-00-00.000Z", BackupReason.MANUAL);
        Path descriptor = folder.resolve("dbguard.json");
        Files.writeString(descriptor, Files.readString(descriptor).replace("\"format\" : 1", "\"format\" : 5"));
        var listing = new Catalogue(Repository.open(new LocalStorage(folder))).list();
        assertThat(listing.backups()).hasSize(1);
        assertThat(listing.damaged()).hasSize(1);
    }

    @Test
    void aDamagedDescriptorStopsWritersOnly() throws IOException {
        store("2026-01-01T00-00-00.000Z", BackupReason.MANUAL);
        Path descriptor = folder.resolve("dbguard.json");
        Files.writeString(descriptor, Files.readString(descriptor).replace("\"id\"", "\"di\""));
        assertThatThrownBy(() -> Repository.openOrCreate(new LocalStorage(folder)))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("does not match its digest");
        var listing = new Catalogue(Repository.open(new LocalStorage(folder))).list();
        assertThat(listing.backups()).hasSize(1);
        assertThat(listing.damaged())
                .singleElement()
                .satisfies(damage -> assertThat(damage.file()).isEqualTo("dbguard.json"));
    }

    @Test
    void aDescriptorThatSaysNothingIsRefusedAndNotReplaced() throws IOException {
        Files.writeString(folder.resolve("dbguard.json"), "{}");
        assertThatThrownBy(() -> Repository.openOrCreate(new LocalStorage(folder)))
                .isInstanceOf(RepositoryException.class);
        assertThat(Files.readString(folder.resolve("dbguard.json"))).isEqualTo("{}");
    }

    @Test
    void aChunkIsStoredOnce() {
        RawChunk raw = raw("1\tone\n2\ttwo\n", 2);
        BlobStore.Stored first = repository.blobs().put(raw, new KnownChunks());
        BlobStore.Stored second = repository.blobs().put(raw, new KnownChunks());
        assertThat(first.written()).isTrue();
        assertThat(second.written()).isFalse();
        assertThat(second.chunk()).isEqualTo(first.chunk());
        assertThat(new String(repository.blobs().get(first.chunk()), StandardCharsets.UTF_8))
                .isEqualTo("1\tone\n2\ttwo\n");
    }

    @Test
    void aTornBlobIsWrittenAgainAndNotTakenForTheWholeOne() throws IOException {
        RawChunk raw = raw("1\tone\n", 1);
        var known = new KnownChunks();
        BlobStore.Stored first = repository.blobs().put(raw, known);
        Path blob = folder.resolve("blobs/" + first.chunk().blob().substring(0, 2) + "/"
                + first.chunk().blob() + ".zst");
        Files.write(blob, new byte[] {1, 2, 3});
        assertThat(repository.blobs().isThere(first.chunk())).isFalse();
        assertThat(repository.blobs().put(raw, known).written()).isTrue();
        assertThat(repository.blobs().get(first.chunk())).hasSize(6);
    }

    private static RawChunk raw(String rows, long count) {
        byte[] bytes = rows.getBytes(StandardCharsets.UTF_8);
        return new RawChunk(bytes, bytes.length, count);
    }
}
