package io.dbguard.s3;

/** How strongly an object is protected from being deleted before its time. */
public enum RetentionMode {
    /** Whoever has the permission {@code s3:BypassGovernanceRetention} can still delete it. */
    GOVERNANCE,

    /** Nobody can delete it, the owner of the account neither, and the time can never be shortened. */
    COMPLIANCE
}
