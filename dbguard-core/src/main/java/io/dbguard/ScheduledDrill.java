package io.dbguard;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.report.DrillNote;
import io.dbguard.internal.BreakableDataSource;
import io.dbguard.internal.backup.WholeBackups;
import io.dbguard.internal.drill.DrillSchedule;
import io.dbguard.internal.lock.HeldLock;
import io.dbguard.internal.repository.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A drill with the newest backup, of which only one is held at a time among all who share the repository. */
final class ScheduledDrill implements DrillSchedule.Drills {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduledDrill.class);

    private final Session session;
    private final UnaryOperator<DrillRequest> wanted;
    private @Nullable BreakableDataSource connections;
    private boolean cancelled;

    /**
     * Creates the drill.
     *
     * @param session the guard
     * @param wanted says where it is held, and what is looked at
     */
    ScheduledDrill(Session session, UnaryOperator<DrillRequest> wanted) {
        this.session = session;
        this.wanted = wanted;
    }

    @Override
    public Instant last() {
        return session.repositoryIsThere() ? last(WholeBackups.database(session.target())) : Instant.EPOCH;
    }

    private Instant last(DatabaseInfo database) {
        Optional<DrillNote> last = session.repositoryToRead().drillNotes().last(database);
        session.lastDrill(last);
        return last.map(DrillNote::time).orElse(Instant.EPOCH);
    }

    @Override
    public boolean hold(Instant due) {
        if (!session.repositoryIsThere()) {
            return false;
        }
        DatabaseInfo database = WholeBackups.database(session.target());
        Repository repository = session.repositoryToRead();
        Optional<BackupId> newest = new WholeBackups(repository).newestOf(database);
        if (newest.isEmpty()) {
            LOG.debug("There is no backup of {} yet to hold a drill with", database.name());
            return false;
        }
        try (HeldLock lock = repository.locks().shared("drill", session.lockWait())) {
            Optional<String> other = lock.claim("drill of " + database.key());
            if (other.isPresent() || last(database).isAfter(due)) {
                LOG.debug("Somebody else holds the drill: {}", other.orElse("it is done"));
                return false;
            }
            wanted.apply(DrillRequest.of(session).backup(newest.get())).run(this::watch);
            return true;
        }
    }

    private synchronized void watch(BreakableDataSource source) {
        connections = source;
        if (cancelled) {
            source.breakOff();
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (connections != null) {
            connections.breakOff();
        }
    }
}
