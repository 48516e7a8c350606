package io.dbguard.internal.restore;

/**
 * What keeps a restore from making things worse.
 *
 * @param safetyBackup whether to back up what is there before anything of it is replaced
 * @param sameDatabase whether to refuse to replace rows of another database than the one that was backed up
 */
public record Caution(boolean safetyBackup, boolean sameDatabase) {
    /** Returns the same caution without a safety backup. */
    public Caution withoutSafetyBackup() {
        return new Caution(false, sameDatabase);
    }

    /** Returns the same caution for a backup of another database. */
    public Caution forAnotherDatabase() {
        return new Caution(safetyBackup, false);
    }
}
