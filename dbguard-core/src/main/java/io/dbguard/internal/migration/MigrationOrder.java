package io.dbguard.internal.migration;

import io.dbguard.api.migration.Approval;
import io.dbguard.api.migration.MigrationSource;
import java.time.Duration;
import java.util.List;

/**
 * A migration as it was asked for.
 *
 * @param source knows what is pending
 * @param approvals that the application gives
 * @param force why nobody's approval is needed, empty if it is
 * @param patience how long to wait for another instance
 * @param recovery what is done when it fails
 * @param checked whether all else is looked at before
 */
public record MigrationOrder(
        MigrationSource source,
        List<Approval> approvals,
        String force,
        Duration patience,
        Recovery recovery,
        boolean checked) {

    /** Copies the list, so that the order can be shared. */
    public MigrationOrder {
        approvals = List.copyOf(approvals);
    }
}
