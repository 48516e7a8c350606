package io.dbguard.internal.drill;

import io.dbguard.internal.deployment.Invariant;
import io.dbguard.internal.scratch.ScratchPlace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a drill is asked to do.
 *
 * @param backup the backup, empty for the newest of everything
 * @param place where it is restored to
 * @param wanted how long the restore may take, empty for any time
 * @param invariants questions whose answers are known
 */
public record DrillOrder(String backup, ScratchPlace place, Optional<Duration> wanted, List<Invariant> invariants) {

    /** Copies the list, so that the order can be shared. */
    public DrillOrder {
        invariants = List.copyOf(invariants);
    }
}
