package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.chaos.files.AtMark;
import io.dbguard.chaos.files.Mark;
import io.dbguard.chaos.files.Victim;
import io.dbguard.chaos.files.WatchedFileSystem;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A JVM is killed at every step of pruning, copying, repairing and changing the recipients of a repository. */
class KilledUpkeepTest {
    private static final int SHORT = 2;
    private static final int FULL = 40;

    private final Keyring keyring = Keyring.generate();

    @TempDir
    Path folder;

    private static Storage first(Path root) {
        return new LocalStorage(root.resolve(UpkeepScene.FIRST));
    }

    private static Storage copy(Path root) {
        return new LocalStorage(root.resolve(UpkeepScene.COPY));
    }

    @ParameterizedTest
    @EnumSource
    void killedAnywhereLosesNothingAndIsFinishedByTheNextRun(Upkeep work) throws IOException {
        var campaign = new Campaign("killed " + work);
        Path template = folder.resolve("template");
        var scene = new UpkeepScene(campaign, work, keyring, first(template), copy(template));
        List<Mark> marks = campaign.some(SHORT, FULL, marks(work, template));
        marks.parallelStream().forEach(mark -> {
            Path root = folder.resolve("killed-" + mark.step() + "-" + mark.moment());
            copy(template, root);
            kill(scene, work, root, mark);
            campaign.count("kill points");
            delete(root);
        });
        campaign.finish();
        assertThat(campaign.figure("kill points")).isEqualTo(marks.size());
    }

    private List<Mark> marks(Upkeep work, Path template) {
        Path measured = folder.resolve("measured");
        copy(template, measured);
        AtMark whole = AtMark.never();
        Path watched = WatchedFileSystem.watch(measured, whole);
        assertThat(work.run(first(watched), copy(watched), keyring)).isTrue();
        assertThat(whole.marks()).hasSizeGreaterThan(30);
        return whole.marks();
    }

    private void kill(UpkeepScene scene, Upkeep work, Path root, Mark mark) {
        String what = work + " killed " + mark;
        Victim victim = Victim.run(UpkeepProgram.class, mark, root.toString(), work.name(), keyring.toArgument());
        assertThat(victim.killed()).as(what).isTrue();
        scene.checkCutOff(first(root), copy(root), what);
        scene.finish(first(root), copy(root), what);
        scene.clearUp(first(root), copy(root));
        assertThat(unfinished(root)).as(what).isEmpty();
    }

    private static List<Path> unfinished(Path root) {
        return walk(root).stream()
                .filter(file -> file.getFileName().toString().startsWith(".pending"))
                .toList();
    }

    private static List<Path> walk(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            for (Path file : walk(from)) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Path root) {
        try {
            for (Path file :
                    walk(root).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
