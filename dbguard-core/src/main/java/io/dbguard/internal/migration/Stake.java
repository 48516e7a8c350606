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

    /** Returns the sum over what is dangerous; empty unless all of it was counted to the last row. */
    static OptionalLong of(List<Finding> findings) {
        List<Finding> dangerous = findings.stream().filter(Stake::isDangerous).toList();
        boolean counted = dangerous.stream()
                .allMatch(finding -> finding.evidence().filter(Evidence::exact).isPresent());
        return dangerous.isEmpty() || !counted
                ? OptionalLong.empty()
                : OptionalLong.of(dangerous.stream()
                        .flatMap(finding -> finding.evidence().stream())
                        .mapToLong(Evidence::count)
                        .sum());
    }

    private static boolean isDangerous(Finding finding) {
        return finding.axis() == Axis.DATA_LOSS && finding.risk() == Risk.HIGH;
    }
}
