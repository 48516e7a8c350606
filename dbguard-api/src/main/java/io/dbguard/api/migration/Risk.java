package io.dbguard.api.migration;

/** How bad it is what a finding tells of, on its {@link Axis}. */
public enum Risk {
    /** Nothing is at stake. */
    NONE,
    /** Worth knowing: little is at stake, or the harm is short. */
    LOW,
    /** Harm is likely under some conditions, such as a large table or a release that is still running. */
    MEDIUM,
    /** Data is destroyed, or the application stands still or breaks. */
    HIGH
}
