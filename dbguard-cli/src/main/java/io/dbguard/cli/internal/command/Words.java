package io.dbguard.cli.internal.command;

import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.report.RowSample.Fate;
import io.dbguard.api.report.TableChange.Action;

/** What values of the library are called in front of a person. */
final class Words {
    private Words() {}

    static String of(BackupReason reason) {
        return switch (reason) {
            case MANUAL -> "manual";
            case AFTER_WRITE -> "after write";
            case BEFORE_MIGRATION -> "before migration";
            case BEFORE_RESTORE -> "before restore";
        };
    }

    static String of(Action action) {
        return switch (action) {
            case NONE -> "none";
            case CREATE -> "create";
            case REPLACE -> "replace rows";
            case RECREATE -> "drop and create";
            case MERGE -> "add rows";
        };
    }

    static String of(Fate fate) {
        return switch (fate) {
            case INSERTED -> "insert";
            case UPDATED -> "update";
            case SKIPPED -> "skip";
        };
    }
}
