package io.dbguard;

import io.dbguard.api.BusyException;
import io.dbguard.api.DbGuardException;
import io.dbguard.api.RequestException;
import io.dbguard.api.check.DrillReport;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.BreakableDataSource;
import io.dbguard.internal.backup.WholeBackups;
import io.dbguard.internal.deployment.Invariant;
import io.dbguard.internal.drill.DrillJob;
import io.dbguard.internal.drill.DrillOrder;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.repository.Catalogue;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.scratch.ScratchPlace;
import io.dbguard.spi.database.ScratchDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A drill that is about to be held: a backup is restored into an empty database, which proves that it can be. The application's
 * own database is not changed. Immutable: every method returns a new request.
 */
public final class DrillRequest {
    private final Session session;
    private final DrillOrder order;

    private DrillRequest(Session session, DrillOrder order) {
        this.session = session;
        this.order = order;
    }

    static DrillRequest of(Session session) {
        return new DrillRequest(session, new DrillOrder("", ScratchPlace.OF_THE_MODULE, Optional.empty(), List.of()));
    }

    /**
     * Restores this backup. Default: the newest of everything in this database.
     *
     * @param name the name, or the beginning of it if that is enough to tell it from others
     */
    public DrillRequest backup(String name) {
        return with(new DrillOrder(name, order.place(), order.wanted(), order.invariants()));
    }

    /**
     * Restores this backup.
     *
     * @param id the name
     */
    public DrillRequest backup(BackupId id) {
        return backup(id.value());
    }

    /**
     * Restores into this database, and removes from it afterwards what was restored. Default: for H2 a database in memory; for
     * PostgreSQL there is none, since that needs more than the application's connections.
     *
     * @param empty an empty database of the same kind, for nothing else. If the process dies meanwhile, the copy stays in it, and
     *     the next drill there is refused until somebody empties it
     */
    public DrillRequest on(DataSource empty) {
        return with(new DrillOrder(order.backup(), ScratchPlace.in(empty), order.wanted(), order.invariants()));
    }

    /**
     * Restores into this database, and closes it afterwards whatever happens.
     *
     * @param empty an empty database of the same kind, which is gone when it is closed
     */
    public DrillRequest on(ScratchDatabase empty) {
        return with(new DrillOrder(order.backup(), ScratchPlace.in(empty), order.wanted(), order.invariants()));
    }

    /**
     * Says how long the restore may take; the drill fails if it takes longer. It goes on to its end all the same. Default: any
     * time.
     *
     * @param limit more than zero
     */
    public DrillRequest within(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("The time for a restore must be more than zero, not " + limit);
        }
        return with(new DrillOrder(order.backup(), order.place(), Optional.of(limit), order.invariants()));
    }

    /**
     * Says that a query on the copy must return nothing, such as one for orders without a customer. What it returns is never
     * told.
     *
     * @param name what it is called
     * @param sql the query
     */
    public DrillRequest invariant(String name, String sql) {
        return and(new Invariant(name, sql, Optional.empty()));
    }

    /**
     * Says that a query on the copy must return this one value, read as text. What it returns instead is never told.
     *
     * @param name what it is called
     * @param sql the query
     * @param expected the value
     */
    public DrillRequest invariant(String name, String sql, String expected) {
        return and(new Invariant(name, sql, Optional.of(expected)));
    }

    private DrillRequest and(Invariant one) {
        List<Invariant> all = new ArrayList<>(order.invariants());
        all.add(one);
        return with(new DrillOrder(order.backup(), order.place(), order.wanted(), all));
    }

    /**
     * Holds the drill. What came of it is noted beside the backup, and told to listeners and the audit log.
     *
     * @return also where the backup could not be restored; {@link DrillReport#passed()} says whether all was well
     * @throws RequestException if there is no backup, or no empty database; nothing was changed
     * @throws io.dbguard.api.DbGuardException if the drill could not be held
     */
    public DrillReport run() {
        return run(connections -> {});
    }

    /**
     * Holds the drill.
     *
     * @param watched gets the connections to the scratch database before they are used, to break them off
     */
    DrillReport run(Consumer<BreakableDataSource> watched) {
        try {
            DrillReport report = session.reading("drill").during(() -> hold(watched));
            session.drilled(report);
            return report;
        } catch (BusyException | BrokenOffException e) {
            throw e;
        } catch (RuntimeException e) {
            session.failed(Happenings.drillFailed(e));
            throw e;
        }
    }

    private DrillReport hold(Consumer<BreakableDataSource> watched) {
        return order.place().with(session::target, scratch -> {
            var connections = new BreakableDataSource(scratch);
            watched.accept(connections);
            try {
                DrillReport report = job(connections, scratch).run(id());
                checkGoesOn(connections);
                return report;
            } catch (DbGuardException e) {
                checkGoesOn(connections);
                throw e;
            }
        });
    }

    private DrillJob job(DataSource breakable, DataSource lasting) {
        var backups = new BackupRepository(session.places(), session.keys());
        return new DrillJob(
                session.target(breakable), session.target(lasting), session.repositoryToRead(), order, backups::verify);
    }

    /** What fails because it is broken off says nothing of the backup. */
    private static void checkGoesOn(BreakableDataSource connections) {
        if (connections.isBroken()) {
            throw new BrokenOffException();
        }
    }

    private BackupId id() {
        Repository repository = session.repositoryToRead();
        return order.backup().isEmpty() || order.backup().equals("latest")
                ? new WholeBackups(repository).newestOf(session.target())
                : new Catalogue(repository).find(order.backup());
    }

    private DrillRequest with(DrillOrder changed) {
        return new DrillRequest(session, changed);
    }

    /** Says nothing of the backup. */
    static final class BrokenOffException extends DbGuardException {
        private static final long serialVersionUID = 1L;

        BrokenOffException() {
            super("The drill was broken off, since the guard is closed", "nothing was changed", "hold it another time");
        }
    }
}
