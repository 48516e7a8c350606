package io.dbguard.api.restore;

/**
 * What becomes of a row that refers to one that is neither in the database nor among those that come back. A row whose unique value
 * another one has now cannot come back either; it is refused or skipped in the same way.
 */
public enum OrphanTreatment {
    /** The restore does nothing and says which rows those are. */
    REFUSE,
    /** The row stays away, as do rows that refer to it; the report lists them. */
    SKIP,
    /** The row that it refers to comes back too, from the same backup, and what that one refers to in turn. */
    BRING_PARENTS
}
