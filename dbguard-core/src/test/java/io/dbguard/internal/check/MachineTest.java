package io.dbguard.internal.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders that need not be there, on machines that are described by the list of their mounts. */
class MachineTest {
    private static final List<String> CONTAINER = List.of(
            "overlay / overlay rw,relatime,lowerdir=/var/lib/docker/overlay2/l/A 0 0",
            "proc /proc proc rw,nosuid 0 0",
            "tmpfs /dev tmpfs rw,nosuid,size=65536k 0 0",
            "/dev/nvme0n1p1 /data ext4 rw,relatime 0 0",
            "tmpfs /data/cache tmpfs rw 0 0",
            "/dev/nvme0n1p1 /my\\040volume xfs rw 0 0",
            "tmpfs /covered tmpfs rw 0 0",
            "/dev/nvme0n1p1 /covered ext4 rw 0 0");

    private static Machine machine(boolean container, String... mounts) {
        return new Machine(List.of(Path.of("/tmp"), Path.of("/run")), Mounts.parse(List.of(mounts)), container);
    }

    private static final Machine IN_CONTAINER = machine(false, CONTAINER.toArray(String[]::new));

    @ParameterizedTest
    @CsvSource({
        "/no-such/backups, own layer (overlay)",
        "/database, own layer (overlay)",
        "/data/cache/backups, in memory (tmpfs)",
        "/dev/no-such, in memory (tmpfs)",
        "/tmp/backups, temporary files",
        "/tmp, temporary files",
        "/no-such/../run/backups, temporary files"
    })
    void whatGoesWithTheContainerOrTheMachineDoesNotLast(Path folder, String why) {
        assertThat(IN_CONTAINER.doubt(folder))
                .hasValueSatisfying(doubt -> assertThat(doubt).contains(why));
    }

    @ParameterizedTest
    @CsvSource({"/data/backups", "/data", "/my volume/backups", "/covered/backups", "/data/cache-of-backups"})
    void aVolumeLasts(Path folder) {
        assertThat(IN_CONTAINER.doubt(folder)).isEmpty();
    }

    @Test
    void aDiskLastsUnlessItIsTheRootOfAContainerThatSaysSo() {
        String[] mounts = {"/dev/sda1 / btrfs rw 0 0", "/dev/sdb1 /data ext4 rw 0 0"};
        Path folder = Path.of("/no-such/backups");
        assertThat(machine(false, mounts).doubt(folder)).isEmpty();
        assertThat(machine(true, mounts).doubt(folder)).isPresent();
        assertThat(machine(true, mounts).doubt(Path.of("/data/backups"))).isEmpty();
    }

    @Test
    void aLinkLeadsToWhereItPoints(@TempDir Path folder) throws IOException {
        Path real =
                Files.createDirectory(folder.resolve("real").toAbsolutePath()).toRealPath();
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        var machine = new Machine(
                List.of(), Mounts.parse(List.of("/dev/sda1 / ext4 rw 0 0", "tmpfs " + real + " tmpfs rw 0 0")), false);
        assertThat(machine.doubt(link.resolve("backups")))
                .hasValueSatisfying(doubt -> assertThat(doubt).contains("tmpfs"));
        assertThat(machine.doubt(folder.resolve("other"))).isEmpty();
    }

    @Test
    void whatIsNoMountIsPassedOver() {
        assertThat(Mounts.parse(List.of("", "garbage", "none none none")).mounts())
                .isEmpty();
    }

    @Test
    void theTestsOwnTemporaryFolderDoesNotLast(@TempDir Path folder) {
        assertThat(Machine.here().doubt(folder)).isPresent();
    }
}
