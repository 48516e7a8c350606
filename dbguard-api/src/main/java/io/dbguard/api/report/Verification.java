package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import java.util.List;

/** Whether a backup is intact. All of it was read: every digest, every row count, every fingerprint. */
public sealed interface Verification {

    /** Returns the backup. */
    BackupId backup();

    /**
     * Every byte is as it was written.
     *
     * @param backup the backup
     * @param tables how many tables it holds
     * @param rows how many rows it holds
     * @param storedBytes how many bytes were read
     */
    record Intact(BackupId backup, int tables, long rows, long storedBytes) implements Verification {}

    /**
     * Something is missing or altered.
     *
     * @param backup the backup
     * @param damages what, where, and which rows it holds
     */
    record Damaged(BackupId backup, List<Damage> damages) implements Verification {
        /** Copies the list, so that the result can be shared. */
        public Damaged {
            damages = List.copyOf(damages);
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param file the file in the repository
     * @param table the table whose rows it holds, {@code schema.table}; empty for the manifest
     * @param what what is wrong with it, in plain words
     */
    record Damage(String file, String table, String what) {}
}
