package io.dbguard.internal.retention;

import io.dbguard.api.manifest.BackupHeader;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.api.manifest.BackupReason;
import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.manifest.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes headers of backups. */
final class Backups {
    private Backups() {}

    static BackupHeader of(Scope scope, String time) {
        return header(time, "", BackupReason.MANUAL, "shop", scope);
    }

    static BackupHeader header(String time, String label, BackupReason reason, String database) {
        return header(time, label, reason, database, Scope.EVERYTHING);
    }

    private static BackupHeader header(String time, String label, BackupReason reason, String database, Scope scope) {
        Instant instant = Instant.parse(time);
        return new BackupHeader(
                new BackupId(time.replace(':', '-') + (label.isEmpty() ? "" : "-" + label)),
                Optional.empty(),
                instant,
                label,
                reason,
                "test",
                new DatabaseInfo("h2", "1", database, "1"),
                scope,
                Duration.ZERO,
                List.of());
    }

    static Candidate of(String time) {
        return new Candidate(header(time, "", BackupReason.MANUAL, "shop"), false, false);
    }

    static Candidate of(String time, BackupReason reason) {
        return new Candidate(header(time, "", reason, "shop"), false, false);
    }
}
