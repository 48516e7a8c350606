package io.dbguard.api.manifest;

/** Why a backup was taken. */
public enum BackupReason {
    /** Somebody asked for it. */
    MANUAL,
    /** The application wrote something. */
    AFTER_WRITE,
    /** A migration was about to run. */
    BEFORE_MIGRATION,
    /** A restore was about to replace data; never chosen as the latest backup, since it may hold the damage. */
    BEFORE_RESTORE;

    /** Returns whether dbguard took it for safety, in case what was about to be done goes wrong. */
    public boolean isSafety() {
        return this == BEFORE_MIGRATION || this == BEFORE_RESTORE;
    }
}
