package io.dbguard.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbguard.api.BusyException;
import io.dbguard.api.RepositoryException;
import io.dbguard.internal.host.RunningProcess;
import io.dbguard.internal.storage.ForwardingStorage;
import io.dbguard.internal.storage.LocalStorage;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryLocksTest {
    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir
    Path folder;

    private SettableClockStorage storage;
    private RepositoryLocks locks;

    @BeforeEach
    void open() {
        storage = new SettableClockStorage(new LocalStorage(folder));
        locks = new RepositoryLocks(storage);
    }

    /** A lock of another host, of which nothing is known but its signs of life. */
    private LockRecord foreign(LockPurpose purpose) throws IOException {
        var owner = new LockOwner("elsewhere", new RunningProcess("another kernel", 42, "7"), "another session");
        var record = new LockRecord(UUID.randomUUID().toString(), purpose, "backup", "", owner, "some time", 0);
        storage.create(LockFolder.path(record.id()), record.toJson());
        return record;
    }

    private void takeOver(String doing) throws IOException {
        for (String path : storage.list("locks")) {
            byte[] content = storage.read(path);
            if (new String(content, StandardCharsets.UTF_8).contains("\"" + doing + "\"")) {
                assertThat(storage.replaceIfUnchanged(path, content, LockRecord.released()))
                        .isTrue();
                storage.delete(path);
            }
        }
    }

    @Test
    void manyMayReadAndAddAtTheSameTime() throws IOException {
        try (HeldLock one = locks.shared("backup", AT_ONCE);
                HeldLock two = locks.shared("restore", AT_ONCE)) {
            one.confirm();
            two.confirm();
            assertThat(storage.list("locks")).hasSize(2);
        }
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void whoeverRemovesIsAloneAndTheHolderIsNamed() throws IOException {
        try (HeldLock held = locks.exclusive("prune", AT_ONCE)) {
            held.confirm();
            assertThatThrownBy(() -> locks.shared("backup", AT_ONCE))
                    .isInstanceOf(BusyException.class)
                    .hasMessageContainingAll(
                            "backup",
                            "prune by process " + ProcessHandle.current().pid(),
                            "nothing was changed");
            assertThatThrownBy(() -> locks.exclusive("prune", AT_ONCE)).isInstanceOf(BusyException.class);
            assertThat(storage.list("locks")).hasSize(1);
        }
        locks.exclusive("prune", AT_ONCE).close();
    }

    @Test
    void nobodyRemovesWhileAnybodyReads() {
        try (HeldLock held = locks.shared("restore", AT_ONCE)) {
            held.confirm();
            assertThatThrownBy(() -> locks.exclusive("prune", AT_ONCE))
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining("restore by process");
        }
    }

    @Test
    void aLockOfAnotherHostEndsAfterTenMinutesOfSilenceByTheClockOfTheStorage() throws IOException {
        foreign(LockPurpose.EXCLUSIVE);
        storage.pass(Duration.ofMinutes(10));
        assertThatThrownBy(() -> locks.shared("backup", AT_ONCE))
                .isInstanceOf(BusyException.class)
                .hasMessageContainingAll("process 42 on elsewhere", "10 minutes");
        storage.pass(Duration.ofSeconds(1));
        locks.shared("backup", AT_ONCE).close();
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void aSignOfLifeKeepsALock() throws IOException {
        LockRecord other = foreign(LockPurpose.EXCLUSIVE);
        storage.pass(Duration.ofMinutes(9));
        storage.replaceIfUnchanged(
                LockFolder.path(other.id()), other.toJson(), other.next().toJson());
        storage.pass(Duration.ofMinutes(9));
        assertThatThrownBy(() -> locks.shared("backup", AT_ONCE)).isInstanceOf(BusyException.class);
    }

    @Test
    void aLivingProcessOfThisHostKeepsItsLockHoweverLongItIsSilent() {
        try (HeldLock held = locks.exclusive("prune", AT_ONCE)) {
            storage.pass(Duration.ofDays(365));
            assertThatThrownBy(() -> locks.shared("backup", AT_ONCE)).isInstanceOf(BusyException.class);
            held.confirm();
        }
    }

    @Test
    void aLockThatCannotBeReadCountsAsTheStrictestUntilItIsOld() throws IOException {
        storage.create("locks/broken.json", "{".getBytes(StandardCharsets.UTF_8));
        storage.create("locks/newer.json", "{\"format\":2,\"purpose\":\"shared\"}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> locks.shared("backup", AT_ONCE))
                .isInstanceOf(BusyException.class)
                .hasMessageContaining("cannot be read");
        storage.pass(Duration.ofMinutes(11));
        locks.shared("backup", AT_ONCE).close();
    }

    @Test
    void aLockThatWasGivenBackButNotRemovedIsNone() throws IOException {
        storage.create("locks/old.json", LockRecord.released());
        locks.exclusive("prune", AT_ONCE).close();
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void aLockOfThisProcessThatNobodyHoldsAnyMoreIsNone() throws IOException {
        var forgotten = new LockRecord("f", LockPurpose.EXCLUSIVE, "prune", "", LockOwner.current(), "", 0);
        storage.create(LockFolder.path("f"), forgotten.toJson());
        locks.shared("backup", AT_ONCE).close();
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void anotherCopyOfTheLibraryInThisProcessIsAnotherOwner() throws IOException {
        var owner = new LockOwner("here", RunningProcess.current(), "another session");
        var other = new LockRecord("o", LockPurpose.EXCLUSIVE, "prune", "", owner, "", 0);
        storage.create(LockFolder.path("o"), other.toJson());
        storage.pass(Duration.ofDays(1));
        assertThatThrownBy(() -> locks.shared("backup", AT_ONCE)).isInstanceOf(BusyException.class);
    }

    @Test
    void whoseLockWasTakenOverNoticesBeforeHeDoesAnything() throws IOException {
        try (HeldLock held = locks.shared("backup", AT_ONCE)) {
            held.check();
            assertThat(held.isStillHeld()).isTrue();
            takeOver("backup");
            assertThat(held.isStillHeld()).isFalse();
            assertThatThrownBy(held::check)
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContainingAll("taken over", "whole", "try again");
            assertThatThrownBy(held::confirm).isInstanceOf(RepositoryException.class);
            assertThat(held.wasInDoubt()).isTrue();
        }
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void aLockIsNotRevivedByALateSignOfLife() throws IOException {
        try (HeldLock held = locks.shared("backup", AT_ONCE)) {
            takeOver("backup");
            held.beat();
            assertThat(storage.list("locks")).isEmpty();
        }
    }

    /** A network may carry out what it was asked for and lose the answer. */
    @Test
    void aRenewalWhoseAnswerWasLostIsFoundOut() {
        var lossy = new LossyStorage(storage);
        try (HeldLock held = new RepositoryLocks(lossy).shared("backup", AT_ONCE)) {
            lossy.loseTheNextAnswer();
            assertThatThrownBy(held::confirm)
                    .isInstanceOf(RepositoryException.class)
                    .hasMessageContainingAll("could not be renewed", "answer was lost");
            assertThat(held.isStillHeld()).isTrue();
            assertThat(held.wasInDoubt()).isTrue();
            held.confirm();
        }
    }

    /** What a thread that was interrupted leaves would look to other processes like the lock of somebody alive. */
    @Test
    void aThreadThatWasInterruptedGivesItsLockBackAndStaysInterrupted() throws IOException {
        HeldLock held = locks.shared("backup", AT_ONCE);
        Thread.currentThread().interrupt();
        try {
            held.close();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void aStorageThatBreaksDownEndsNeitherTheHeartbeatNorWhatWasDoneUnderTheLock() {
        var broken = new BrokenStorage(storage);
        HeldLock held = new RepositoryLocks(broken).shared("backup", AT_ONCE);
        broken.broken = true;
        held.beat();
        assertThat(held.wasInDoubt()).isTrue();
        held.close();
    }

    /** A storage that throws what none should. */
    private static final class BrokenStorage extends ForwardingStorage {
        private boolean broken;

        BrokenStorage(Storage storage) {
            super(storage);
        }

        @Override
        protected Storage toWrite() throws IOException {
            if (broken) {
                throw new IllegalStateException("a connection pool was shut down");
            }
            return super.toWrite();
        }

        @Override
        public int discardUnfinished(Duration age) throws IOException {
            throw new AccessDeniedException("lost+found");
        }
    }

    @Test
    void whatTheDeadHaveLeftAndNobodyMayReadKeepsNobodyFromALock() throws IOException {
        var forgotten = new LockRecord("f", LockPurpose.EXCLUSIVE, "prune", "", LockOwner.current(), "", 0);
        storage.create(LockFolder.path("f"), forgotten.toJson());
        new RepositoryLocks(new BrokenStorage(storage))
                .shared("backup", AT_ONCE)
                .close();
        assertThat(storage.list("locks")).isEmpty();
    }

    @Test
    void onlyOneIsAboutTheSame() {
        try (HeldLock one = locks.shared("backup", AT_ONCE);
                HeldLock two = locks.shared("backup", AT_ONCE);
                HeldLock three = locks.shared("backup", AT_ONCE)) {
            assertThat(one.claim("shop")).isEmpty();
            assertThat(two.claim("shop"))
                    .hasValueSatisfying(holder -> assertThat(holder).contains("backup by process"));
            assertThat(three.claim("other")).isEmpty();
            one.close();
            assertThat(two.claim("shop")).isEmpty();
        }
    }

    @Test
    void aReaderWhoMayNotWriteGoesWithoutALock() throws IOException {
        Files.writeString(folder.resolve("locks"), "no folder");
        assertThat(locks.reading("verify", AT_ONCE)).isNotInstanceOf(HeldLock.class);
        assertThatThrownBy(() -> locks.shared("backup", AT_ONCE))
                .isInstanceOf(RepositoryException.class)
                .hasMessageContaining("No lock for backup");
    }

    @Test
    void aReaderWhoMayWriteWaitsForWhoeverRemoves() {
        try (HeldLock held = locks.exclusive("prune", AT_ONCE)) {
            held.confirm();
            assertThatThrownBy(() -> locks.reading("restore", AT_ONCE)).isInstanceOf(BusyException.class);
        }
        try (Hold hold = locks.reading("restore", AT_ONCE)) {
            assertThat(hold).isInstanceOf(HeldLock.class);
        }
    }

    @Test
    void theTimeIsThatOfTheStorage() {
        try (HeldLock held = locks.exclusive("prune", AT_ONCE)) {
            var before = held.now();
            storage.pass(Duration.ofHours(5));
            assertThat(held.now()).isEqualTo(before.plus(Duration.ofHours(5)));
        }
    }
}
