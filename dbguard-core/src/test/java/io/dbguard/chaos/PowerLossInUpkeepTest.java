package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.PowerLoss;
import io.dbguard.chaos.files.Step;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.chaos.memory.MemoryStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power goes while a repository is pruned, copied, repaired, or sealed for others; both places lose what was not forced. */
class PowerLossInUpkeepTest {
    private static final int SHORT_LOSSES = 4;
    private static final int FULL_LOSSES = 80;
    private static final int SHORT_DISKS = 1;
    private static final int FULL_DISKS = 4;

    private final Keyring keyring = Keyring.generate();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void atAnyMomentLosesNothing(Upkeep work) {
        var campaign = new Campaign("power loss in " + work);
        Path root = folder.resolve("places");
        AtMark watcher = AtMark.never();
        Path watched = WatchedFileSystem.watch(root, watcher);
        Storage first = new LocalStorage(watched.resolve(UpkeepScene.FIRST));
        Storage copy = new LocalStorage(watched.resolve(UpkeepScene.COPY));
        var scene = new UpkeepScene(campaign, work, keyring, first, copy);
        int start = watcher.done().size();
        assertThat(work.run(first, copy, keyring)).isTrue();
        List<Step> steps = watcher.done();
        List<Integer> moments =
                IntStream.rangeClosed(start, steps.size()).boxed().toList();
        for (int at : campaign.some(SHORT_LOSSES, FULL_LOSSES, moments)) {
            campaign.count("power losses");
            String what = work + ", power loss after step " + at;
            for (Map<String, byte[]> disk : disks(campaign, root, steps.subList(0, at))) {
                campaign.count("disks after a power loss");
                Storage firstDisk = place(disk, UpkeepScene.FIRST);
                Storage copyDisk = place(disk, UpkeepScene.COPY);
                scene.checkCutOff(firstDisk, copyDisk, what);
                scene.finish(firstDisk, copyDisk, what);
            }
        }
        campaign.finish();
    }

    private static List<Map<String, byte[]>> disks(Campaign campaign, Path root, List<Step> steps) {
        List<Map<String, byte[]>> different = new ArrayList<>();
        List<Map<String, Integer>> seen = new ArrayList<>();
        for (Map<String, byte[]> disk : new PowerLoss(steps).disks(root, campaign.random())) {
            Map<String, Integer> digest = new HashMap<>();
            disk.forEach((path, content) -> digest.put(path, java.util.Arrays.hashCode(content)));
            if (!seen.contains(digest)) {
                seen.add(digest);
                different.add(disk);
            }
        }
        return campaign.some(SHORT_DISKS, FULL_DISKS, different);
    }

    private static Storage place(Map<String, byte[]> disk, String name) {
        Map<String, byte[]> files = new HashMap<>();
        disk.forEach((path, content) -> {
            if (path.startsWith(name + "/")) {
                files.put(path.substring(name.length() + 1), content);
            }
        });
        return new MemoryStorage(files);
    }
}
