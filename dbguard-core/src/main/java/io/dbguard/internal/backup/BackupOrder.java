package io.dbguard.internal.backup;

import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Scope;
import java.util.List;

/**
 * What a backup is asked to be.
 *
 * @param label what the user calls it, may be empty
 * @param reason why it is taken
 * @param scope what it is to hold
 * @param leaveOutUnsupported whether objects that cannot be backed up are left out with a warning, instead of failing
 * @param unlessUnchanged whether none is taken if the newest backup still holds everything
 * @param written some of the tables that were said to be written, for the words of it
 */
public record BackupOrder(
        String label,
        BackupReason reason,
        Scope scope,
        boolean leaveOutUnsupported,
        boolean unlessUnchanged,
        List<String> written) {

    /** Copies the list. */
    public BackupOrder {
        written = List.copyOf(written);
    }

    /**
     * Creates an order for a backup of everything, whether something has changed or not.
     *
     * @param label what the user calls it, may be empty
     * @param reason why it is taken
     * @param leaveOutUnsupported whether objects that cannot be backed up are left out with a warning, instead of failing
     */
    public static BackupOrder everything(String label, BackupReason reason, boolean leaveOutUnsupported) {
        return new BackupOrder(label, reason, Scope.EVERYTHING, leaveOutUnsupported, false, List.of());
    }

    /** Returns the same order with another label. */
    public BackupOrder withLabel(String other) {
        return new BackupOrder(other, reason, scope, leaveOutUnsupported, unlessUnchanged, written);
    }

    /** Returns the same order for less than everything. */
    public BackupOrder withScope(Scope other) {
        return new BackupOrder(label, reason, other, leaveOutUnsupported, unlessUnchanged, written);
    }

    /** Returns the same order, which leaves out what cannot be backed up. */
    public BackupOrder leavingOutUnsupported() {
        return new BackupOrder(label, reason, scope, true, unlessUnchanged, written);
    }

    /** Returns the same order, if anything has changed since the newest backup. */
    public BackupOrder onlyIfChanged() {
        return new BackupOrder(label, reason, scope, leaveOutUnsupported, true, written);
    }

    /** Returns the same order, which says what was written. */
    public BackupOrder after(List<String> tables) {
        return new BackupOrder(label, reason, scope, leaveOutUnsupported, unlessUnchanged, tables);
    }
}
