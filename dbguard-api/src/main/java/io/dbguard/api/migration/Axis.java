package io.dbguard.api.migration;

/** In which of three ways a statement can do harm. */
public enum Axis {
    /** Rows or values are gone or changed afterwards. */
    DATA_LOSS,
    /** Others wait while it runs. */
    LOCKING,
    /** The release of the application that is running now no longer works after it, or the statement itself fails. */
    COMPATIBILITY
}
