package io.dbguard.internal.backup;

import io.dbguard.api.BusyException;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.Target;
import io.dbguard.internal.host.HostName;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.repository.Repository;
import io.dbguard.provider.Patience;
import io.dbguard.spi.database.AccessOptions;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Snapshot.Claim;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot for the only backup of a database that is under way, and a lock on the repository. The database itself
 * keeps others away, wherever they store; where it cannot, the repository does, for those who store there too.
 */
final class OnlyBackup implements AutoCloseable {
    private final HeldLock lock;
    private final Snapshot snapshot;
    private boolean ended;

    private OnlyBackup(HeldLock lock, Snapshot snapshot) {
        this.lock = lock;
        this.snapshot = snapshot;
    }

    /**
     * Waits for its turn and opens a snapshot. Nothing is held while waiting.
     *
     * @throws BusyException if others take longer than one waits for a lock
     */
    static OnlyBackup open(Target target, Repository repository, AccessOptions options) {
        var patience = new Patience(target.lockWait());
        while (true) {
            var turn = new Turn(target, repository, options, patience.rest());
            OnlyBackup found = turn.take();
            if (found != null) {
                return found;
            }
            if (!patience.pause()) {
                throw new BusyException(
                        "Another backup of this database is under way" + turn.holder(),
                        "nothing was changed",
                        "wait until it is done and try again");
            }
        }
    }

    HeldLock lock() {
        return lock;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** The database need not wait for the manifest. */
    void endSnapshot() {
        if (!ended) {
            ended = true;
            snapshot.close();
        }
    }

    @Override
    public void close() {
        try {
            endSnapshot();
        } finally {
            lock.close();
        }
    }

    /** One attempt. */
    private static final class Turn {
        private final Target target;
        private final Repository repository;
        private final AccessOptions options;
        private final Duration wait;
        private Optional<String> holder = Optional.empty();

        Turn(Target target, Repository repository, AccessOptions options, Duration wait) {
            this.target = target;
            this.repository = repository;
            this.options = options;
            this.wait = wait;
        }

        String holder() {
            return holder.map(text -> ": " + text).orElse("");
        }

        @Nullable
        OnlyBackup take() {
            HeldLock lock = repository.locks().shared("backup", wait);
            try {
                Snapshot snapshot = target.provider().openSnapshot(target.dataSource(), options);
                return aloneOrClosed(new OnlyBackup(lock, snapshot));
            } catch (RuntimeException | Error e) {
                lock.close(); // Nobody else will: it would be renewed for as long as the process lives.
                throw e;
            }
        }

        private @Nullable OnlyBackup aloneOrClosed(OnlyBackup opened) {
            boolean alone = false;
            try {
                alone = isAlone(opened);
                return alone ? opened : null;
            } finally {
                if (!alone) {
                    opened.close();
                }
            }
        }

        private boolean isAlone(OnlyBackup opened) {
            Claim claim = opened.snapshot.claim();
            if (claim == Claim.UNKNOWN) {
                holder = opened.lock.claim(subject(opened.snapshot.database()));
                return holder.isEmpty();
            }
            return claim == Claim.TAKEN;
        }

        /** A database without a server is one thing on each host, though its file may be called the same. */
        private static String subject(DatabaseInfo database) {
            return database.provider() + "/" + database.name() + "/" + database.identity() + "@" + HostName.get();
        }
    }
}
