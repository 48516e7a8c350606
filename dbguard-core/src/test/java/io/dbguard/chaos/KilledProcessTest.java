package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.Mark;
import io.dbguard.chaos.files.Mark.Moment;
import io.dbguard.chaos.files.Victim;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM is killed at every step of writing to a repository: before it, after it, and in the middle of a write. */
class KilledProcessTest {
    private static final int SHORT = 4;

    @TempDir
    Path folder;

    private final AtomicInteger repositories = new AtomicInteger();
    private Campaign campaign;

    /** Puts a repository into the state that the killed process finds, and tells what it was promised. */
    private interface Before {
        void prepare(Storage storage, Witness witness);
    }

    /** Does in this process what the other one is to be killed in. */
    private interface Deed {
        void on(Storage storage);
    }

    /** The program is told which generations to back up, so the n-th backup that it reports holds the n-th of them. */
    private void killEverywhere(String name, Before before, Deed deed, int unreported, String... arguments)
            throws IOException {
        campaign = new Campaign("killed " + name);
        AtMark whole = AtMark.never();
        Path measured = folder.resolve("measured");
        before.prepare(new LocalStorage(measured), new Witness(campaign));
        deed.on(new LocalStorage(WatchedFileSystem.watch(measured, whole)));
        List<Mark> marks = campaign.some(SHORT, whole.marks());
        marks.parallelStream().forEach(mark -> kill(name, before, mark, unreported, arguments));
        campaign.finish();
        assertThat(campaign.figure("kill points")).isEqualTo(marks.size());
    }

    private void kill(String name, Before before, Mark mark, int unreported, String... arguments) {
        Path root = folder.resolve("killed" + repositories.incrementAndGet());
        Storage storage = new LocalStorage(root);
        var witness = new Witness(campaign);
        before.prepare(storage, witness);
        List<String> all = new ArrayList<>(List.of(root.toString()));
        all.addAll(List.of(arguments));
        Victim victim = Victim.run(BackupProgram.class, mark, all.toArray(String[]::new));
        assertThat(victim.killed()).as("%s %s", name, mark).isTrue();
        campaign.count("kill points");
        List<String> done = victim.values("done");
        for (int i = 0; i < done.size(); i++) {
            witness.remember(new BackupId(done.get(i)), Integer.parseInt(arguments[i]), storage);
        }
        witness.check(storage, unreported + done.size(), name + " killed " + mark);
        delete(root);
    }

    private static void delete(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void duringAFirstBackup() throws IOException {
        killEverywhere("first backup", (storage, witness) -> {}, storage -> Witness.backUp(0, storage), 0, "0");
    }

    @Test
    void duringABackupThatSharesBlobs() throws IOException {
        killEverywhere(
                "second backup",
                (storage, witness) -> witness.takeBackup(0, storage),
                storage -> Witness.backUp(1, storage),
                1,
                "1");
    }

    /** The one before was killed too: with all blobs there, and the manifest's digest, but no manifest. */
    @Test
    void duringABackupWhosePredecessorWasKilled() throws IOException {
        killEverywhere(
                "backup after a killed one",
                (storage, witness) -> {
                    witness.takeBackup(0, storage);
                    killedBeforeItsManifest(storage, 1);
                },
                storage -> Witness.backUp(1, storage),
                1,
                "1");
    }

    private static void killedBeforeItsManifest(Storage storage, int generation) {
        Path root = Path.of(storage.describe());
        AtMark whole = AtMark.never();
        Path copy = root.resolveSibling(root.getFileName() + "-measured");
        var measured = new LocalStorage(WatchedFileSystem.watch(copy, whole));
        Witness.backUp(0, new LocalStorage(copy));
        Witness.backUp(generation, measured);
        delete(copy);
        int manifest = whole.done().size();
        while (!whole.done().get(manifest - 1).other().toString().endsWith(".json")) {
            manifest--;
        }
        AtMark killing = AtMark.killing(new Mark(manifest, Moment.BEFORE));
        try {
            Witness.backUp(generation, new LocalStorage(WatchedFileSystem.watch(root, killing)));
            throw new AssertionError("The backup came to its end");
        } catch (AtMark.Killed e) {
            // As it was meant to be.
        }
    }

    @Test
    void duringThreeBackupsAndAVerification() throws IOException {
        killEverywhere(
                "three backups",
                (storage, witness) -> {},
                storage -> {
                    Witness.backUp(0, storage);
                    Witness.backUp(1, storage);
                    Witness.backUp(2, storage);
                    Witness.guard(new MemoryDatabase(), storage)
                            .verify()
                            .latest()
                            .run();
                },
                0,
                "0",
                "1",
                "2",
                "verify");
    }

    /** What becomes of the database is another test's business; here the backup before it must be whole or not there. */
    @Test
    void duringARestore() throws IOException {
        killEverywhere(
                "restore",
                (storage, witness) -> witness.takeBackup(0, storage),
                storage -> Witness.guard(MemoryDatabase.generation(2), storage)
                        .restore()
                        .latest()
                        .run(),
                2,
                "restore");
    }

    @Test
    void duringAVerification() throws IOException {
        killEverywhere(
                "verification",
                (storage, witness) -> {
                    witness.takeBackup(0, storage);
                    witness.takeBackup(1, storage);
                },
                storage -> Witness.guard(new MemoryDatabase(), storage)
                        .verify()
                        .latest()
                        .run(),
                1,
                "verify");
    }

    @Test
    void duringAVerificationAfterAnother() throws IOException {
        killEverywhere(
                "second verification",
                (storage, witness) -> {
                    witness.takeBackup(1, storage);
                    Witness.guard(new MemoryDatabase(), storage)
                            .verify()
                            .latest()
                            .run();
                },
                storage -> Witness.guard(new MemoryDatabase(), storage)
                        .verify()
                        .latest()
                        .run(),
                1,
                "verify");
    }
}
