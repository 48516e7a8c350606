package io.dbguard.internal.rule;

import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Risk;
import java.util.Optional;

/** Knows more about what was found than the scripts say. */
@FunctionalInterface
public interface Witness {
    /** Knows nothing. */
    Witness NONE = found -> Optional.empty();

    /**
     * Weighs a finding. What cannot be found out leaves the risk where it was.
     *
     * @param found the finding
     */
    Optional<Weighed> weigh(Found found);

    /**
     * A finding in the light of what is known.
     *
     * @param risk how bad it is
     * @param evidence what is known
     */
    record Weighed(Risk risk, Evidence evidence) {
        /**
         * Returns what is known where the scripts change the rows before: it does not move the risk.
         *
         * @param unmoved the risk without it
         */
        public Weighed beforeTheScripts(Risk unmoved) {
            return new Weighed(
                    unmoved,
                    new Evidence(
                            evidence.words() + ", before the statements above it run",
                            evidence.count(),
                            false,
                            evidence.samples()));
        }
    }
}
