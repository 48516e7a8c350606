package io.dbguard.internal.lock;

/** What a lock allows. */
enum LockPurpose {
    /** Reading and adding; many at a time. */
    SHARED,
    /** Removing; one at a time, and nobody else. */
    EXCLUSIVE
}
