package io.dbguard.internal.schedule;

import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.Told;
import java.time.Instant;
import java.util.Optional;

/** How the last backups after writes went. */
record Outcome(Optional<BackupId> last, Optional<Instant> lastAt, int failures, Optional<String> failure) {
    static final Outcome NONE = new Outcome(Optional.empty(), Optional.empty(), 0, Optional.empty());

    static Outcome good(BackupId backup) {
        return new Outcome(Optional.of(backup), Optional.of(Instant.now()), 0, Optional.empty());
    }

    Outcome bad(Throwable thrown) {
        return new Outcome(last, lastAt, failures + 1, Optional.of(Told.of(thrown)));
    }
}
