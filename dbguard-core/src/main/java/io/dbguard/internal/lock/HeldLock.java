package io.dbguard.internal.lock;

import io.dbguard.api.RepositoryException;
import io.dbguard.internal.IoReason;
import io.dbguard.internal.Told;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that was taken. It is renewed while it is held. A process that was stopped for long must expect that its lock
 * was taken over, so before anything that cannot be undone the lock is asked whether it still is one. Thread-safe.
 */
public final class HeldLock implements Hold {
    private static final Logger LOG = LoggerFactory.getLogger(HeldLock.class);

    private final LockFolder folder;
    private final LockTimes times;
    private final Heartbeat heartbeat;
    private LockRecord record;
    private byte[] content;
    private Moment renewed;
    private boolean lost;
    private boolean inDoubt;
    private boolean closed;

    HeldLock(LockFolder folder, LockTimes times, LockRecord record, byte[] content) {
        this.folder = folder;
        this.times = times;
        this.record = record;
        this.content = content.clone();
        this.renewed = Moment.now();
        this.heartbeat = Heartbeat.start(times.heartbeat(), this::beat);
    }

    /**
     * Renews the lock. Afterwards nobody takes it over for as long as a lock lives without a sign of life.
     *
     * @throws RepositoryException if it was taken over, or this cannot be found out
     */
    public synchronized void confirm() {
        try {
            if (!renew()) {
                throw lost();
            }
        } catch (IOException e) {
            inDoubt = true;
            throw unreachable(e);
        }
    }

    /**
     * Looks whether the lock is still there, and renews it when it is about time.
     *
     * @throws RepositoryException if it was taken over, or this cannot be found out
     */
    public synchronized void check() {
        if (renewed.age().compareTo(times.heartbeat()) > 0) {
            confirm();
            return;
        }
        try {
            if (lost || !isOurs(folder.read(LockFolder.path(record.id())))) {
                throw lost();
            }
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Returns whether nobody can have taken the lock over up to now. Where the place does not answer, the last renewal
     * counts, as long as it is not old.
     */
    public synchronized boolean isStillHeld() {
        boolean fresh = renewed.age().compareTo(times.expiry().dividedBy(2)) < 0;
        try {
            return !lost && isOurs(folder.read(LockFolder.path(record.id()))) && (fresh || renew());
        } catch (IOException e) {
            LOG.warn("The lock for {} could not be looked at: {}", record.doing(), IoReason.of(e));
            return fresh;
        }
    }

    /** Returns whether there was a time in which the lock was not renewed as it should have been. */
    public synchronized boolean wasInDoubt() {
        return inDoubt;
    }

    /** Returns the time by the clock of the storage. */
    public synchronized Instant now() {
        confirm();
        try {
            return folder.modified(record.id());
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Makes this the only lock about something.
     *
     * @param subject what
     * @return who has one about the same; empty if this is the only one now
     */
    public synchronized Optional<String> claim(String subject) {
        try {
            if (!replace(record.about(subject))) {
                throw lost();
            }
            Optional<LockRecord> other = folder.obstacleTo(record);
            if (other.isPresent() && !replace(record.about(""))) {
                throw lost();
            }
            return other.map(LockRecord::holder);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Gives the lock back. If that fails, the next one to come finds out that nobody holds it. */
    @Override
    public void close() {
        heartbeat.stop();
        synchronized (this) {
            closed = true;
            LockOwner.releases(record.id());
            try {
                if (!lost && !folder.release(record.id(), content)) {
                    lost = true;
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn(
                        "The lock {} in {} could not be removed: {}",
                        LockFolder.path(record.id()),
                        folder.storage().describe(),
                        reason(e));
            }
        }
    }

    /**
     * For the heartbeat, which whatever is thrown would end: what is wrong is found out again by whoever relies on the lock.
     */
    synchronized void beat() {
        if (closed) {
            return;
        }
        try {
            if (!renew()) {
                LOG.warn("The lock for {} was taken over by somebody else", record.doing());
            }
        } catch (IOException | RuntimeException | Error e) {
            inDoubt = true;
            LOG.warn("The lock for {} could not be renewed: {}", record.doing(), reason(e));
        }
    }

    private boolean renew() throws IOException {
        if (renewed.age().compareTo(times.expiry().dividedBy(2)) > 0) {
            inDoubt = true;
        }
        return replace(record.next());
    }

    private boolean replace(LockRecord next) throws IOException {
        Moment start = Moment.now();
        byte[] bytes = next.toJson();
        if (lost || !swap(bytes)) {
            lost = true;
            inDoubt = true;
            return false;
        }
        record = next;
        content = bytes;
        renewed = start;
        return true;
    }

    /** An earlier renewal may have arrived although its answer was lost. */
    private boolean swap(byte[] next) throws IOException {
        String path = LockFolder.path(record.id());
        if (folder.storage().replaceIfUnchanged(path, content, next)) {
            return true;
        }
        Optional<byte[]> there = folder.read(path);
        return isOurs(there) && folder.storage().replaceIfUnchanged(path, there.orElseThrow(), next);
    }

    /** Others write one thing only into a lock, and that says that it is none. */
    private boolean isOurs(Optional<byte[]> there) {
        return there.isPresent()
                && (Arrays.equals(there.get(), content)
                        || LockRecord.parse(record.id(), there.get()).owner().equals(record.owner()));
    }

    private static String reason(Throwable thrown) {
        return thrown instanceof IOException e ? IoReason.of(e) : Told.of(thrown);
    }

    private RepositoryException lost() {
        return new RepositoryException(
                "The lock for " + record.doing() + " in " + folder.storage().describe()
                        + " was taken over by somebody else, since this process gave no sign of life",
                "all earlier backups are whole and nothing unfinished is listed as a backup",
                "try again, and see that the machine is not suspended meanwhile");
    }

    private RepositoryException unreachable(IOException e) {
        return Obstacles.describe(
                "The lock for " + record.doing() + " in " + folder.storage().describe() + " could not be renewed", e);
    }

    /** A moment by both clocks: one stands still while the machine sleeps, the other may be set. */
    private record Moment(long ticks, long wall) {
        static Moment now() {
            return new Moment(System.nanoTime(), System.currentTimeMillis());
        }

        Duration age() {
            Duration byTicks = Duration.ofNanos(System.nanoTime() - ticks);
            Duration byWall = Duration.ofMillis(System.currentTimeMillis() - wall);
            return byTicks.compareTo(byWall) > 0 ? byTicks : byWall;
        }
    }
}
