package io.dbguard.internal.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.BusyException;
import io.dbguard.api.RepositoryException;
import io.dbguard.api.RepositoryKeys;
import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Scope;
import io.dbguard.api.report.ProgressListener;
import io.dbguard.api.report.Verification;
import io.dbguard.api.retention.Decision;
import io.dbguard.api.retention.PruneReport;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.lock.SettableClockStorage;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.seal.AgeKeyPair;
import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.internal.verify.VerifyJob;
import io.dbguard.spi.storage.Storage;
import io.dbguard.spi.storage.Stored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PruneJobTest {
    private static final Duration DAY = Duration.ofHours(24);
    private static final String OLD = "2026-11-01T00:00:00Z";
    private static final String NEW = "2026-11-02T00:00:00Z";

    @TempDir
    Path folder;

    private SettableClockStorage storage;
    private Repository repository;
    private StoredBackups backups;

    @BeforeEach
    void create() {
        storage = new SettableClockStorage(new LocalStorage(folder));
        repository = Repository.openOrCreate(storage);
        backups = new StoredBackups(repository);
    }

    private static PruneJob job(Repository repository, Retention retention) {
        return new PruneJob(repository, new PruneOrder(retention, DAY, Optional.empty(), Duration.ZERO));
    }

    private PruneReport prune(Retention retention) {
        return job(repository, retention).run();
    }

    private List<String> files() throws IOException {
        var files = new ArrayList<String>();
        for (String top : List.of("manifests", "blobs", "verified", "pinned", "locks")) {
            files.addAll(storage.list(top));
        }
        return files;
    }

    private void assertIntact(BackupId id) {
        assertThat(new VerifyJob(repository, id, ProgressListener.NONE).run()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void aBackupGoesWithAllItsFilesAndWhatOnlyItNeeded() throws IOException {
        BackupId old = backups.store(OLD, "shared", "only old");
        BackupId kept = backups.store(NEW, "shared", "only new");
        repository.verifications().record(old, Instant.now());
        repository.verifications().record(kept, Instant.now());
        storage.create("manifests/" + old + ".json.sig", new byte[] {1});
        storage.pass(DAY);
        PruneReport report = prune(Retention.last(1));
        assertThat(report.removedBackups()).isEqualTo(1);
        assertThat(report.removedBlobs()).isEqualTo(1);
        assertThat(report.removedBytes()).isPositive();
        assertThat(files()).hasSize(5).noneMatch(file -> file.contains(old.value()));
        assertThat(repository.manifests().ids()).containsExactly(kept);
        assertIntact(kept);
    }

    @Test
    void blobsStayForTheGracePeriodByTheClockOfTheStorage() throws IOException {
        backups.store(OLD, "old");
        backups.store(NEW, "new");
        storage.pass(DAY.minusSeconds(1));
        PruneReport first = prune(Retention.last(1));
        assertThat(first.removedBackups()).isEqualTo(1);
        assertThat(first.removedBlobs()).isZero();
        assertThat(first.waitingBlobs()).isEqualTo(1);
        assertThat(storage.list("blobs")).hasSize(2);
        storage.pass(Duration.ofSeconds(1));
        assertThat(prune(Retention.last(1)).removedBlobs()).isEqualTo(1);
        assertThat(storage.list("blobs")).hasSize(1);
    }

    @Test
    void aDryRunSaysTheSameAndChangesNothing() throws IOException {
        backups.store(OLD, "shared", "old");
        backups.store(NEW, "shared", "new");
        storage.pass(DAY);
        List<String> before = files();
        PruneReport would = job(repository, Retention.last(1)).dryRun();
        assertThat(files()).isEqualTo(before);
        assertThat(would.dryRun()).isTrue();
        assertThat(would.decisions())
                .extracting(Decision::toString)
                .containsExactly("removed: beyond last 1", "kept: newest, newest intact, last 1");
        PruneReport did = prune(Retention.last(1));
        assertThat(did.decisions()).isEqualTo(would.decisions());
        assertThat(did.removedBlobs()).isEqualTo(would.removedBlobs()).isEqualTo(1);
        assertThat(did.removedBytes()).isEqualTo(would.removedBytes());
    }

    @Test
    void whatCannotBeReadKeepsAllBlobs() throws IOException {
        BackupId damaged = backups.store("2026-10-01T00:00:00Z", "damaged");
        backups.store(OLD, "old");
        backups.store(NEW, "new");
        storage.pass(DAY);
        for (String content : List.of("{", "{\"format\" : 99}")) {
            Files.writeString(folder.resolve("manifests/" + damaged + ".json"), content);
            PruneReport report = prune(Retention.last(1));
            assertThat(report.removedBlobs()).isZero();
            assertThat(report.obstacles())
                    .hasSize(1)
                    .allSatisfy(o -> assertThat(o).contains(damaged.value()));
            assertThat(storage.list("blobs")).hasSize(3);
            assertThat(repository.manifests().ids()).contains(damaged);
        }
    }

    @Test
    void aBackupThatLacksABlobDoesNotCountAsIntact() throws IOException {
        BackupId whole = backups.store(OLD, "whole");
        List<String> before = storage.list("blobs");
        backups.store(NEW, "torn");
        String torn = storage.list("blobs").stream()
                .filter(b -> !before.contains(b))
                .findFirst()
                .orElseThrow();
        storage.delete(torn);
        storage.pass(DAY);
        assertThat(prune(Retention.last(1)).decisions())
                .extracting(Decision::toString)
                .containsExactly("kept: newest intact", "kept: newest, last 1");
        assertIntact(whole);
    }

    @Test
    void aBackupThatWasFoundDamagedDoesNotCountAsIntact() {
        backups.store(OLD, "whole");
        BackupId damaged = backups.store(NEW, "of the right size");
        repository.verifications().recordDamage(damaged, Instant.now());
        assertThat(prune(Retention.last(1)).decisions())
                .extracting(Decision::toString)
                .containsExactly("kept: newest intact", "kept: newest, last 1");
    }

    @Test
    void nothingIsRemovedWhereNobodyKnowsWhatWasVerified() {
        BackupId verified = backups.store(OLD, "old");
        repository.verifications().record(verified, Instant.now());
        backups.store(NEW, "new");
        Repository failing = Repository.open(new ForwardingStorage(storage) {
            @Override
            public byte[] read(String path) throws IOException {
                if (path.startsWith("verified/")) {
                    throw new IOException("the line is down");
                }
                return super.read(path);
            }
        });
        PruneJob job = job(failing, Retention.last(1));
        assertThatThrownBy(job::run).isInstanceOf(RepositoryException.class).hasMessageContaining("the line is down");
        assertThat(repository.manifests().ids()).hasSize(2);
        assertThat(prune(Retention.last(1)).decisions()).allMatch(Decision::kept);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBackupOfOneTableDoesNotTakeThePlaceOfOneOfEverything(boolean encrypted) {
        if (encrypted) {
            AgeKeyPair key = AgeKeyPair.generate();
            repository = Repository.openOrCreate(
                    new LocalStorage(folder.resolve("sealed")), RepositoryKeys.NONE.encryptTo(key.recipient()));
            backups = new StoredBackups(repository);
        }
        BackupHeader everything = Backups.header(OLD, "", BackupReason.MANUAL, "shop");
        Scope users = new Scope(List.of(), List.of("users"), List.of());
        BackupHeader older = Backups.of(users, "2026-11-01T12:00:00Z");
        backups.store(everything, "whole");
        backups.store(older, "part");
        backups.store(Backups.of(users, NEW), "part");
        assertThat(prune(Retention.last(1)).decisions())
                .filteredOn(decision -> !decision.kept())
                .extracting(decision -> decision.backup().id())
                .containsExactly(older.id());
    }

    @Test
    void aPinHoldsUntilItIsTakenAway() {
        BackupId old = backups.store(OLD, "old");
        backups.store(NEW, "new");
        var pins = new Pins(repository);
        pins.pin(old, Duration.ZERO);
        pins.pin(old, Duration.ZERO);
        assertThat(pins.all()).containsExactly(old);
        assertThat(prune(Retention.last(1)).removedBackups()).isZero();
        pins.unpin(old);
        assertThat(prune(Retention.last(1)).removedBackups()).isEqualTo(1);
        assertThatThrownBy(() -> pins.pin(old, Duration.ZERO)).hasMessageContaining("There is no backup");
    }

    @Test
    void nothingIsRemovedWhileAnybodyWorksThere() throws IOException {
        backups.store(OLD, "old");
        backups.store(NEW, "new");
        storage.pass(DAY);
        List<String> before = files();
        try (HeldLock held = repository.locks().shared("restore", Duration.ZERO)) {
            assertThatThrownBy(() -> prune(Retention.last(1)))
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining("restore by process");
            held.confirm();
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void ofOneDatabaseOnlyItsOwnBackupsAreLookedAt() {
        BackupId other = backups.store(Backups.header(OLD, "", BackupReason.MANUAL, "other"), "x");
        backups.store(Backups.header("2026-11-01T01:00:00Z", "", BackupReason.MANUAL, "other"), "x");
        BackupId mine = backups.store("2026-11-01T02:00:00Z", "x");
        backups.store(NEW, "x");
        var order = new PruneOrder(
                Retention.last(1), DAY, Optional.of(new DatabaseInfo("h2", "2", "shop", "1")), Duration.ZERO);
        new PruneJob(repository, order).run();
        assertThat(repository.manifests().ids()).hasSize(3).contains(other).doesNotContain(mine);
    }

    @Test
    void leftoversOfWritersAndPrunesThatWereCutOffAreRemovedWhenTheyAreOld() throws IOException {
        BackupId kept = backups.store(NEW, "new");
        storage.create("manifests/2020-01-01T00-00-00.000Z.json.sha256", new byte[] {1});
        storage.create("manifests/2020-01-02T00-00-00.000Z.json.age.sig", new byte[] {1});
        storage.create("manifests/2020-01-02T00-00-00.000Z.head", new byte[] {1});
        storage.create("manifests/2020-01-02T00-00-00.000Z.blobs", new byte[] {1});
        storage.create("verified/2020-01-01T00-00-00.000Z.json", new byte[] {1});
        storage.create("verified/notes.json", new byte[] {1});
        storage.create("blobs/ab/readme.txt", new byte[] {1});
        prune(Retention.last(1));
        assertThat(storage.list("manifests")).hasSize(6);
        storage.pass(DAY);
        prune(Retention.last(1));
        assertThat(storage.list("manifests"))
                .containsExactly("manifests/" + kept + ".json", "manifests/" + kept + ".json.sha256");
        assertThat(storage.list("verified")).containsExactly("verified/notes.json");
        assertThat(storage.list("blobs")).as("a file of somebody else").contains("blobs/ab/readme.txt");
    }

    /** Whatever call to the storage is the last one that is carried out, nothing that stays is harmed. */
    @Test
    void aPruneThatDiesAtAnyCallLeavesNothingWorseThanBlobsThatNobodyNeeds() throws IOException {
        int calls = 0;
        boolean done = false;
        while (!done) {
            Path copy = folder.resolve("copy" + calls);
            Storage local = new LocalStorage(copy);
            Repository fresh = Repository.openOrCreate(local);
            var stored = new StoredBackups(fresh);
            stored.store(OLD, "shared", "old one");
            stored.store("2026-11-01T05:00:00Z", "shared", "old two");
            BackupId kept = stored.store(NEW, "shared", "new");
            var mortal = new MortalStorage(local, calls++);
            var order = new PruneOrder(Retention.last(1), Duration.ZERO, Optional.empty(), Duration.ZERO);
            done = mortal.survives(() -> new PruneJob(Repository.open(mortal), order).run());
            for (BackupId id : fresh.manifests().ids()) {
                assertThat(new VerifyJob(fresh, id, ProgressListener.NONE).run())
                        .as("dead after %s calls", calls)
                        .isInstanceOf(Verification.Intact.class);
            }
            new PruneJob(fresh, order).run();
            assertThat(fresh.manifests().ids()).containsExactly(kept);
            assertThat(local.list("blobs")).hasSize(2);
            assertThat(local.list("manifests")).hasSize(2);
        }
        assertThat(calls).isGreaterThan(20);
    }

    @Test
    void aFileIsNotTakenForThatOfABackupWhoseNameIsLonger() {
        var shorter = new BackupId("2026-11-01T00-00-00.000Z-a");
        var longer = new BackupId("2026-11-01T00-00-00.000Z-a.json");
        var stored = List.of(
                        shorter + ".json",
                        shorter + ".json.sha256",
                        longer + ".json",
                        longer + ".json.sha256",
                        "x.json.sig")
                .stream()
                .map(name -> new Stored("manifests/" + name, 1, Instant.EPOCH))
                .toList();
        var files = new BackupFiles(List.of(shorter, longer), stored);
        assertThat(files.of(shorter))
                .containsExactly("manifests/" + shorter + ".json", "manifests/" + shorter + ".json.sha256");
        assertThat(files.of(longer))
                .containsExactly("manifests/" + longer + ".json", "manifests/" + longer + ".json.sha256");
        assertThat(files.leftovers()).extracting(Stored::path).containsExactly("manifests/x.json.sig");
        assertThat(files.strangeManifests()).isEmpty();
    }

    /** It may be of a newer dbguard, or of one that was set up with keys. */
    @Test
    void aManifestOfWhichNobodyKnowsAnythingKeepsAllBlobs() throws IOException {
        backups.store(OLD, "old");
        backups.store(NEW, "new");
        storage.create("manifests/2020-01-01T00-00-00.000Z.json.age", new byte[] {1});
        storage.create("manifests/2020-01-01T00-00-00.000Z.json.age.sha256", new byte[] {1});
        storage.pass(DAY);
        PruneReport report = prune(Retention.last(1));
        assertThat(report.obstacles()).singleElement().asString().contains("2020-01-01", "no backup that is known");
        assertThat(report.removedBlobs()).isZero();
        assertThat(storage.list("manifests")).hasSize(4).contains("manifests/2020-01-01T00-00-00.000Z.json.age.sha256");
    }
}
