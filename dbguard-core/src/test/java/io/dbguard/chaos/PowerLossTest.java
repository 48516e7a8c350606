package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.Mark;
import io.dbguard.chaos.files.PowerLoss;
import io.dbguard.chaos.files.Step;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.chaos.memory.MemoryDatabase;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The power goes, and the disk keeps what was forced and any part of the rest. The repository lies two folders deep in
 * what was there before, so that its own folders are at stake too.
 */
class PowerLossTest {
    @TempDir
    Path folder;

    private Campaign campaign;
    private final List<Step> steps = new ArrayList<>();
    private int repositories;

    private Path newRepository() throws IOException {
        steps.clear();
        return Files.createDirectory(folder.resolve("place" + ++repositories)).resolve("of/backups");
    }

    /** Runs a deed on the disk, and keeps its steps. */
    private void run(Path root, AtMark watcher, Deed deed) {
        try {
            deed.on(new LocalStorage(WatchedFileSystem.watch(root, watcher)));
        } catch (AtMark.Killed e) {
            // As it was meant to be.
        } finally {
            steps.addAll(watcher.done());
        }
    }

    private interface Deed {
        void on(Storage storage);
    }

    private void checkDisks(Path root, Witness witness, int unreported, String what) {
        var seen = new ArrayList<Map<String, byte[]>>();
        for (Map<String, byte[]> disk : new PowerLoss(steps).disks(root, campaign.random())) {
            if (seen.stream().noneMatch(other -> same(other, disk))) {
                seen.add(disk);
                campaign.count("disks after a power loss");
                witness.check(new MemoryStorage(disk), unreported, what);
            }
        }
    }

    private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
        return one.keySet().equals(other.keySet())
                && one.entrySet().stream().allMatch(e -> Arrays.equals(e.getValue(), other.get(e.getKey())));
    }

    @Test
    void atEveryMomentOfThreeBackupsAndTheirVerification() throws IOException {
        campaign = new Campaign("power loss");
        Path root = newRepository();
        AtMark watcher = AtMark.never();
        Storage storage = new LocalStorage(WatchedFileSystem.watch(root, watcher));
        var promises = new ArrayList<Witness>(List.of(new Witness(campaign)));
        var promisedAt = new ArrayList<Integer>(List.of(0));
        for (int generation = 0; generation < 3; generation++) {
            var witness = new Witness(promises.get(generation));
            BackupId id = witness.takeBackup(generation, storage);
            promises.add(witness);
            promisedAt.add(watcher.done().size());
            Witness.guard(new MemoryDatabase(), storage)
                    .verify()
                    .backup(id.value())
                    .run();
        }
        List<Step> all = watcher.done();
        for (int at = 0; at <= all.size(); at++) {
            int generation = 0;
            while (generation < 3 && promisedAt.get(generation + 1) <= at) {
                generation++;
            }
            steps.clear();
            steps.addAll(all.subList(0, at));
            campaign.count("power losses");
            checkDisks(root, promises.get(generation), generation, "power loss after step " + at);
        }
        campaign.finish();
        assertThat(campaign.figure("power losses")).isGreaterThan(100);
    }

    /** What a killed process left unforced must not be what the next backup rests on. */
    @Test
    void afterABackupThatFollowedAKilledOne() throws IOException {
        campaign = new Campaign("power loss after a kill");
        Path trial = newRepository();
        AtMark whole = AtMark.never();
        run(trial, whole, storage -> Witness.backUp(0, storage));
        for (Mark mark : campaign.some(40, whole.marks())) {
            Path root = newRepository();
            run(root, AtMark.killing(mark), storage -> Witness.backUp(0, storage));
            var witness = new Witness(campaign);
            run(root, AtMark.never(), storage -> witness.takeBackup(0, storage));
            campaign.count("kill points");
            campaign.count("power losses");
            checkDisks(root, witness, 0, "killed " + mark + ", next backup done, power loss");
        }
        campaign.finish();
    }

    @Test
    void aDiskThatForgetsIsNoticed() {
        Path root = Path.of("/r");
        Path file = root.resolve("f");
        var forgotten = new PowerLoss(List.of(
                new Step(Step.Kind.MAKE_FOLDER, root, root, new byte[0]),
                new Step(Step.Kind.FORCE_FOLDER, root.getParent(), root.getParent(), new byte[0]),
                new Step(Step.Kind.CREATE, file, file, new byte[0]),
                new Step(Step.Kind.WRITE, file, file, new byte[] {1, 2})));
        assertThat(forgotten.disks(root, new Random(1)))
                .anySatisfy(disk -> assertThat(disk).isEmpty());
        assertThat(forgotten.disks(root, new Random(1)))
                .anySatisfy(disk -> assertThat(disk.get("f")).isEmpty())
                .anySatisfy(disk -> assertThat(disk.get("f")).containsExactly(1))
                .anySatisfy(disk -> assertThat(disk.get("f")).containsExactly(0, 0))
                .anySatisfy(disk -> assertThat(disk.get("f")).containsExactly(1, 2));
    }
}
