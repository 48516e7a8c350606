package io.dbguard.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbguard.api.DbGuardException;
import io.dbguard.chaos.memory.Fault;
import io.dbguard.chaos.memory.FaultyStorage;
import io.dbguard.chaos.memory.MemoryStorage;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Some work on a storage that does one thing wrong meanwhile. */
final class FaultRun {
    private FaultRun() {}

    /** Does the work, which is interrupted when the storage hangs, and returns how it failed, if it did. */
    static Optional<Throwable> run(Runnable work, FaultyStorage faulty, Fault fault) throws InterruptedException {
        var end = new AtomicReference<Throwable>();
        Runnable caught = () -> {
            try {
                work.run();
            } catch (Throwable e) {
                end.set(e);
            }
        };
        if (fault == Fault.HANGS) {
            interruptWhenHanging(caught, faulty);
        } else {
            caught.run();
        }
        return Optional.ofNullable(end.get());
    }

    private static void interruptWhenHanging(Runnable work, FaultyStorage faulty) throws InterruptedException {
        var worker = new Thread(work);
        var watcher = new Thread(() -> {
            try {
                faulty.awaitHanging();
                worker.interrupt();
            } catch (InterruptedException e) {
                // The work ended before it could hang.
            }
        });
        watcher.start();
        worker.start();
        worker.join();
        watcher.interrupt();
        watcher.join();
    }

    /** An error is said in the one sentence of three parts that all errors of dbguard have. */
    static void assertSaid(Throwable error, String what) {
        assertThat(error).as(what).isInstanceOf(DbGuardException.class);
        var said = (DbGuardException) error;
        assertThat(said.failed()).as(what).isNotBlank();
        assertThat(said.intact()).as(what).isNotBlank();
        assertThat(said.next()).as(what).isNotBlank();
    }

    /** A lock that a storage wrote wrong keeps everybody out for ten minutes. They have passed. */
    static void forgetUnreadableLocks(MemoryStorage storage, Fault fault) {
        if (fault.isSilentWrite()) {
            storage.files().keySet().removeIf(path -> path.startsWith("locks/"));
        }
    }
}
