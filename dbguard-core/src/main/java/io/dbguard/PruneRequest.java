package io.dbguard;

import io.dbguard.api.retention.PruneReport;
import io.dbguard.api.retention.Retention;
import io.dbguard.internal.event.Events;
import io.dbguard.internal.event.Happenings;
import io.dbguard.internal.lock.RepositoryLocks;
import io.dbguard.internal.repository.Repository;
import io.dbguard.internal.retention.PruneJob;
import io.dbguard.internal.retention.PruneOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A prune that is about to happen. Immutable. */
public final class PruneRequest {
    private final Supplier<Repository> repository;
    private final PruneOrder order;

    private PruneRequest(Supplier<Repository> repository, PruneOrder order) {
        this.repository = repository;
        this.order = order;
    }

    static PruneRequest of(Supplier<Repository> repository, Retention retention) {
        return new PruneRequest(
                repository,
                new PruneOrder(retention, PruneOrder.USUAL_GRACE, Optional.empty(), RepositoryLocks.USUAL_WAIT));
    }

    /**
     * Sets how long a blob stays that no backup needs. Default: 24 hours, which should be longer than any backup takes.
     *
     * @param age by the clock of the place; not negative
     */
    public PruneRequest grace(Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("The grace period must not be negative");
        }
        return new PruneRequest(repository, new PruneOrder(order.retention(), age, order.database(), order.patience()));
    }

    /**
     * Says what {@link #run()} would do, and why. Changes nothing.
     *
     * @throws io.dbguard.api.DbGuardException if the repository cannot be read
     */
    public PruneReport dryRun() {
        return new PruneJob(repository.get(), order).dryRun();
    }

    /**
     * Removes the backups that no rule keeps, and then the blobs that no backup needs. If any backup cannot be read that
     * stays, no blob is removed, since nobody knows what that backup needs.
     *
     * @throws io.dbguard.api.BusyException if others work with the repository for longer than 30 seconds
     * @throws io.dbguard.api.DbGuardException if something cannot be read or removed; backups that were to stay are whole
     */
    public PruneReport run() {
        Repository place = repository.get();
        PruneReport report = new PruneJob(place, order).run();
        if (report.removedBackups() > 0 || report.removedBlobs() > 0) {
            new Events(place::storage, List.of()).tell(Happenings.prune(report));
        }
        return report;
    }
}
