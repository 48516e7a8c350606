package io.dbguard.api.migration;

import java.util.Collection;

/** What follows from all findings about a script. */
public enum Verdict {
    /** No data is at stake, and nobody waits long. */
    SAFE,
    /** It may lose data, block or break others, or nobody knows; a backup is mandatory. */
    CAUTION,
    /** It destroys data; it needs an explicit approval. */
    DANGEROUS;

    /**
     * Returns the verdict that follows from findings. A data loss of {@link Risk#HIGH} is dangerous. A lesser one is a reason
     * for caution, and so is a {@link Risk#MEDIUM} or higher risk of any other kind.
     *
     * @param findings the findings
     */
    public static Verdict of(Collection<Finding> findings) {
        Verdict worst = SAFE;
        for (Finding finding : findings) {
            Verdict own = of(finding);
            worst = own.compareTo(worst) > 0 ? own : worst;
        }
        return worst;
    }

    private static Verdict of(Finding finding) {
        if (finding.axis() == Axis.DATA_LOSS) {
            return switch (finding.risk()) {
                case NONE -> SAFE;
                case LOW, MEDIUM -> CAUTION;
                case HIGH -> DANGEROUS;
            };
        }
        return finding.risk().compareTo(Risk.MEDIUM) >= 0 ? CAUTION : SAFE;
    }
}
