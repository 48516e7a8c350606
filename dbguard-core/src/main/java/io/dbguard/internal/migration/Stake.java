package io.dbguard.internal.migration;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.Risk;
import java.util.List;
import java.util.OptionalLong;

/** How many rows and values a migration would destroy, if that could be counted. */
final class Stake {
    private Stake() {}

    /**
     * Returns the sum over what is dangerous, counted or estimated; empty if nothing of it was. What cannot be counted at all
     * is the same today and tomorrow, and so has no part in it.
     */
    static OptionalLong of(List<Finding> findings) {
        List<Evidence> known = findings.stream()
                .filter(Stake::isDangerous)
                .flatMap(finding -> finding.evidence().stream())
                .toList();
        return known.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(known.stream().mapToLong(Evidence::count).sum());
    }

    private static boolean isDangerous(Finding finding) {
        return finding.axis() == Axis.DATA_LOSS && finding.risk() == Risk.HIGH;
    }
}
