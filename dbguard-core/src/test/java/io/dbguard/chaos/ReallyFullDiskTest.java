package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.RepositoryException;
import io.dbguard.chaos.files.FullDisk;
import io.dbguard.chaos.files.SmallDisk;
import io.dbguard.chaos.files.UntoldSpace;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file system runs full while a backup is taken, copied, or old ones are pruned: a small one of its own where root may
 * mount it, otherwise one that only says so. Afterwards there is room again.
 */
class ReallyFullDiskTest {
    private static final int SHORT = 4;
    private static final int MOST_BLOCKS = 40;
    private static final int NAME_AND_BYTES = 300;

    /** What fills the disk. */
    enum Filling {
        BACKUP(Upkeep.COPY),
        COPY(Upkeep.COPY),
        PRUNE(Upkeep.PRUNE);

        private final Upkeep finished;

        Filling(Upkeep finished) {
            this.finished = finished;
        }
    }

    private final Keyring keyring = Keyring.generate();
    private final MemoryStorage first = new MemoryStorage();
    private final MemoryStorage copy = new MemoryStorage();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void losesNothingAndTheNextRunSucceeds(Filling filling) throws IOException {
        var campaign = new Campaign("really full disk by " + filling);
        var scene = new UpkeepScene(campaign, filling.finished, keyring, first, copy);
        List<Integer> blocks =
                campaign.some(SHORT, IntStream.range(0, MOST_BLOCKS).boxed().toList());
        Path root = Files.createDirectory(folder.resolve("disk"));
        try (SmallDisk disk = SmallDisk.mount(root)) {
            for (int left : blocks) {
                disk.clear();
                Storage small = new UntoldSpace(new LocalStorage(root.resolve("repository")));
                Storage other = prepare(small, filling);
                disk.fill(left);
                run(filling, small, other);
                scene.checkReadable(one(filling, small, other), two(filling, small, other), filling + ", disk full");
                disk.makeRoom();
                check(campaign, scene, filling, small, other, left);
            }
        } catch (IOException e) {
            System.out.println(
                    "Chaos: no small file system could be mounted, so it is only simulated: " + e.getMessage());
            simulate(campaign, scene, filling, blocks);
        }
        campaign.finish();
        assertThat(campaign.figure("full disks")).isEqualTo(blocks.size());
    }

    private void simulate(Campaign campaign, UpkeepScene scene, Filling filling, List<Integer> blocks)
            throws IOException {
        for (int left : blocks) {
            Path root = folder.resolve("simulated" + left);
            Storage small = new LocalStorage(root);
            Storage other = prepare(small, filling);
            var full = new FullDisk((long) left * NAME_AND_BYTES);
            run(filling, new LocalStorage(WatchedFileSystem.watch(root, full)), other);
            check(campaign, scene, filling, small, other, left);
        }
    }

    /** Fills the place on the small disk, and returns the other one, which has all room there is. */
    private Storage prepare(Storage small, Filling filling) throws IOException {
        for (var file : (filling == Filling.COPY ? copy : first).files().entrySet()) {
            small.replace(file.getKey(), file.getValue());
        }
        return filling == Filling.COPY ? first.copy() : copy.copy();
    }

    private static Storage one(Filling filling, Storage small, Storage other) {
        return filling == Filling.COPY ? other : small;
    }

    private static Storage two(Filling filling, Storage small, Storage other) {
        return filling == Filling.COPY ? small : other;
    }

    private void run(Filling filling, Storage small, Storage other) {
        try {
            if (filling == Filling.BACKUP) {
                Witness.backUp(UpkeepScene.NEXT, small);
            } else {
                filling.finished.run(one(filling, small, other), two(filling, small, other), keyring);
            }
        } catch (RepositoryException e) {
            assertThat(e).hasMessageContainingAll("o space left", "whole", "free some space");
        }
    }

    private void check(Campaign campaign, UpkeepScene scene, Filling filling, Storage small, Storage other, int left) {
        campaign.count("full disks");
        String what = filling + ", " + left + " blocks left";
        scene.checkCutOff(one(filling, small, other), two(filling, small, other), what);
        if (filling != Filling.BACKUP) {
            scene.finish(one(filling, small, other), two(filling, small, other), what);
        }
    }
}
