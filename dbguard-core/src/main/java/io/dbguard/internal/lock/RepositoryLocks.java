package io.dbguard.internal.lock;

import io.dbguard.api.BusyException;
import io.dbguard.api.RepositoryException;
import io.dbguard.provider.Patience;
import io.dbguard.spi.storage.Storage;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may work with a repository at the same time: any number that read and add, or one that removes. A lock is stored,
 * and only then is looked for others; whoever finds one that stands in the way takes his own back and tries again later.
 * Thread-safe.
 */
public final class RepositoryLocks {
    /** How long is waited where nothing else was said. */
    public static final Duration USUAL_WAIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(RepositoryLocks.class);

    private final LockTimes times;
    private final LockFolder folder;

    /**
     * Creates the locks.
     *
     * @param storage where they are
     * @param times how long is long
     */
    public RepositoryLocks(Storage storage, LockTimes times) {
        this.times = times;
        this.folder = new LockFolder(storage, times.expiry());
    }

    /**
     * Creates the locks with the usual times.
     *
     * @param storage where they are
     */
    public RepositoryLocks(Storage storage) {
        this(storage, LockTimes.DEFAULT);
    }

    /**
     * Takes a lock under which is read and added.
     *
     * @param doing what for, such as {@code backup}
     * @param wait how long to wait for others
     * @throws BusyException if it took longer
     */
    public HeldLock shared(String doing, Duration wait) {
        return take(LockPurpose.SHARED, doing, wait);
    }

    /**
     * Takes the lock under which is removed.
     *
     * @param doing what for
     * @param wait how long to wait for others
     * @throws BusyException if it took longer
     */
    public HeldLock exclusive(String doing, Duration wait) {
        return take(LockPurpose.EXCLUSIVE, doing, wait);
    }

    /**
     * Takes a lock for a reader, who goes without where he may not write: then nobody else is kept from removing.
     *
     * @param doing what for
     * @param wait how long to wait for others
     * @throws BusyException if it took longer
     */
    public Hold reading(String doing, Duration wait) {
        try {
            return shared(doing, wait);
        } catch (RepositoryException e) {
            LOG.debug("No lock for {}: {}", doing, e.getMessage());
            return () -> {};
        }
    }

    private HeldLock take(LockPurpose purpose, String doing, Duration wait) {
        var patience = new Patience(wait);
        while (true) {
            LockRecord own = record(purpose, doing);
            Optional<LockRecord> obstacle;
            try {
                byte[] content = own.toJson();
                LockOwner.holds(own.id());
                obstacle = attempt(own, content);
                if (obstacle.isEmpty()) {
                    return new HeldLock(folder, times, own, content);
                }
            } catch (IOException e) {
                LockOwner.releases(own.id());
                throw unusable(doing, e);
            } catch (RuntimeException | Error e) {
                LockOwner.releases(own.id());
                throw e;
            }
            if (!patience.pause()) {
                throw busy(doing, obstacle.get());
            }
        }
    }

    private Optional<LockRecord> attempt(LockRecord own, byte[] content) throws IOException {
        if (!folder.storage().create(LockFolder.path(own.id()), content)) {
            throw new IOException("a new lock has a name that is taken");
        }
        boolean taken = false;
        try {
            Optional<LockRecord> obstacle = folder.obstacleTo(own);
            taken = obstacle.isEmpty();
            return obstacle;
        } finally {
            if (!taken) {
                LockOwner.releases(own.id());
                folder.release(own.id(), content);
            }
        }
    }

    private static LockRecord record(LockPurpose purpose, String doing) {
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        return new LockRecord(UUID.randomUUID().toString(), purpose, doing, "", LockOwner.current(), now, 0);
    }

    private BusyException busy(String doing, LockRecord holder) {
        return new BusyException(
                "The repository " + folder.storage().describe() + " cannot be used for " + doing
                        + " now, because it is in use: " + holder.holder(),
                "nothing was changed",
                "try again when that has ended; if its machine is down, its lock ends "
                        + times.expiry().toMinutes() + " minutes after its last sign of life");
    }

    private RepositoryException unusable(String doing, IOException e) {
        return Obstacles.describe(
                "No lock for " + doing + " could be taken in "
                        + folder.storage().describe(),
                e);
    }
}
