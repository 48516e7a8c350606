package io.dbguard.internal.migration;

import io.dbguard.api.BusyException;
import io.dbguard.api.DatabaseException;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.internal.Target;
import io.dbguard.internal.host.HostName;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.repository.Repository;
import io.dbguard.provider.Patience;
import io.dbguard.spi.database.Snapshot;
import io.dbguard.spi.database.Snapshot.Claim;
import io.dbguard.spi.database.Turn;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one instance of an application at a time migrate a database. The database itself keeps the others away; where it
 * cannot, the repository does, for those that store there too.
 */
final class OneAtATime {
    private static final Logger LOG = LoggerFactory.getLogger(OneAtATime.class);

    private final Target target;
    private final Supplier<Repository> repository;
    private final Duration wait;
    private @Nullable String subject;
    private @Nullable DatabaseException unknown;

    OneAtATime(Target target, Supplier<Repository> repository, Duration wait) {
        this.target = target;
        this.repository = repository;
        this.wait = wait;
    }

    /**
     * Waits for the turn.
     *
     * @throws BusyException if others take longer
     */
    Turn take() {
        var patience = new Patience(wait);
        boolean said = false;
        while (true) {
            Turn turn = attempt();
            if (turn != null) {
                return turn;
            }
            if (!said) {
                LOG.info("Another instance migrates this database; waiting for it, up to {} s", wait.toSeconds());
                said = true;
            }
            if (!patience.pause()) {
                if (subject == null && unknown != null) {
                    throw unknown;
                }
                throw new BusyException(
                        "Another instance has been migrating this database for " + wait.toSeconds() + " s",
                        "no statement was run by this one",
                        "start again when the other is done, or let this one wait for longer");
            }
        }
    }

    private @Nullable Turn attempt() {
        Turn turn = target.provider().tryTurn(target.dataSource(), target.lockWait());
        if (turn.claim() == Claim.UNKNOWN) {
            turn.close();
            return inRepository();
        }
        if (turn.claim() == Claim.TAKEN) {
            return turn;
        }
        turn.close();
        return null;
    }

    private @Nullable Turn inRepository() {
        String known = subject();
        if (known == null) {
            return null;
        }
        HeldLock lock = repository.get().locks().shared("migration", target.lockWait());
        boolean taken = false;
        try {
            taken = lock.claim(known).isEmpty();
            return taken ? new Locked(lock) : null;
        } finally {
            if (!taken) {
                lock.close();
            }
        }
    }

    /** A database without a server is one thing on each host, though its file may be called the same. */
    private @Nullable String subject() {
        if (subject == null) {
            try {
                subject = find();
            } catch (DatabaseException e) {
                // While somebody else changes the schema, H2 may fail to read it.
                unknown = e;
            }
        }
        return subject;
    }

    private String find() {
        try (Snapshot snapshot = target.openSnapshot()) {
            DatabaseInfo database = snapshot.database();
            return "migration of " + database.provider() + "/" + database.name() + "/" + database.identity() + "@"
                    + HostName.get();
        }
    }

    private record Locked(HeldLock lock) implements Turn {
        @Override
        public Claim claim() {
            return Claim.TAKEN;
        }

        @Override
        public void confirm() {
            lock.check();
        }

        @Override
        public void close() {
            lock.close();
        }
    }
}
