package io.dbguard.api.migration;

/** What a migration may do to data, from harmless to destructive. */
public enum Risk {
    /** It only adds. */
    SAFE,
    /** It may change or reject data, or nobody knows; a backup is mandatory. */
    CAUTION,
    /** It destroys data or may do so; it needs an explicit approval. */
    DANGEROUS
}
