package io.dbguard.api.write;

/** What a guarded data source does with a statement that takes many rows at once. */
public enum WritePolicy {
    /** It is refused before the database sees it. */
    REFUSE,
    /** A backup is taken first, or the newest one still holds everything; if that fails, the statement is refused. */
    BACK_UP_FIRST,
    /** It runs, like any other write. */
    ALLOW
}
