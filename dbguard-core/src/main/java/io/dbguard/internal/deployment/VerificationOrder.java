package io.dbguard.internal.deployment;

import java.util.List;

/**
 * What is to be looked at after a deployment.
 *
 * @param backup the backup before it, empty for the newest before a migration
 * @param expected tables that were to change
 * @param invariants questions whose answers are known
 * @param health what the application is asked
 */
public record VerificationOrder(
        String backup, List<String> expected, List<Invariant> invariants, List<HealthCheck> health) {

    /** Copies the lists, so that the order can be shared. */
    public VerificationOrder {
        expected = List.copyOf(expected);
        invariants = List.copyOf(invariants);
        health = List.copyOf(health);
    }
}
