package io.dbguard.internal.migration;

import io.dbguard.api.migration.Axis;
import io.dbguard.api.migration.Evidence;
import io.dbguard.api.migration.Finding;
import io.dbguard.api.migration.Risk;
import java.util.List;
import java.util.OptionalLong;

/** How many rows and values a migration would destroy, as far as they could be counted. */
final class Stake {
    private Stake() {}

    /** Returns the sum over what is dangerous; empty if nothing of it could be counted. */
    static OptionalLong of(List<Finding> findings) {
        List<Evidence> counted = findings.stream()
                .filter(Stake::isDangerous)
                .flatMap(finding -> finding.evidence().stream())
                .toList();
        return counted.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(counted.stream().mapToLong(Evidence::count).sum());
    }

    private static boolean isDangerous(Finding finding) {
        return finding.axis() == Axis.DATA_LOSS && finding.risk() == Risk.HIGH;
    }
}
