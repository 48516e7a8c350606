package io.dbguard.internal.backup;

import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.Scope;

/**
 * What a backup is asked to be.
 *
 * @param label what the user calls it, may be empty
 * @param reason why it is taken
 * @param scope what it is to hold
 * @param leaveOutUnsupported whether objects that cannot be backed up are left out with a warning, instead of failing
 */
public record BackupOrder(String label, BackupReason reason, Scope scope, boolean leaveOutUnsupported) {}
