package io.dbguard.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.BusyException;
import io.dbguard.internal.host.RunningProcess;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Locks between processes, which are killed and stopped. */
class LockProcessTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir
    Path folder;

    private RepositoryLocks locks() {
        return new RepositoryLocks(new LocalStorage(folder));
    }

    private void makeEverythingOld() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
            }
        }
    }

    @Test
    void theLockOfAKilledProcessIsFreeAtOnce() throws Exception {
        for (String purpose : new String[] {"exclusive", "shared"}) {
            try (LockHolder holder = LockHolder.start(folder, purpose)) {
                assertThatThrownBy(() -> locks().exclusive("prune", AT_ONCE))
                        .isInstanceOf(BusyException.class)
                        .hasMessageContaining("by process " + holder.pid());
                holder.kill();
                locks().exclusive("prune", AT_ONCE).close();
            }
        }
        assertThat(new LocalStorage(folder).list("locks")).isEmpty();
    }

    @Test
    void theLockOfAStoppedProcessIsNotTakenFromIt() throws Exception {
        try (LockHolder holder = LockHolder.start(folder, "exclusive")) {
            holder.signal("STOP");
            makeEverythingOld();
            assertThatThrownBy(() -> locks().shared("backup", AT_ONCE)).isInstanceOf(BusyException.class);
            holder.signal("CONT");
            assertThat(holder.tell("check")).isEqualTo("done");
            assertThat(holder.tell("confirm")).isEqualTo("done");
            assertThat(holder.tell("release")).isEqualTo("done");
            locks().shared("backup", AT_ONCE).close();
        }
    }

    /** Another host cannot see that the process is only stopped, and takes the lock over after a while. */
    @Test
    void aStoppedProcessWhoseLockWasTakenOverNoticesWhenItWakesUp() throws Exception {
        for (String deed : new String[] {"check", "confirm"}) {
            try (LockHolder holder = LockHolder.start(folder, "exclusive")) {
                holder.signal("STOP");
                Storage storage = new LocalStorage(folder);
                String path = storage.list("locks").get(0);
                assertThat(storage.replaceIfUnchanged(path, storage.read(path), LockRecord.released()))
                        .isTrue();
                try (HeldLock mine = locks().shared("backup", AT_ONCE)) {
                    holder.signal("CONT");
                    assertThat(holder.tell(deed)).contains("taken over by somebody else");
                    mine.confirm();
                }
            }
        }
    }

    @Test
    void whatAKilledProcessLeftUnfinishedIsRemovedWithItsLock() throws Exception {
        try (LockHolder holder = LockHolder.start(folder, "shared")) {
            String ofHolder = tokenOf(holder.pid());
            Path left = Files.writeString(
                    Files.createDirectories(folder.resolve("blobs/ab")).resolve(".pending-" + ofHolder + "-x"), "half");
            Path mine = Files.writeString(
                    folder.resolve(".pending-" + RunningProcess.current().token() + "-y"), "half");
            Path unknown = Files.writeString(folder.resolve(".pending-z"), "half");
            locks().shared("backup", AT_ONCE).close();
            assertThat(left).as("its writer lives").exists();
            holder.kill();
            locks().shared("backup", AT_ONCE).close();
            assertThat(left).doesNotExist();
            assertThat(mine).exists();
            assertThat(unknown).exists();
        }
    }

    /** As its own pending files would be called. */
    private static String tokenOf(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String start = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        String mine = RunningProcess.current().token();
        return mine.substring(0, mine.indexOf('.')) + "." + pid + "." + start;
    }
}
