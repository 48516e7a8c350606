package io.dbguard.internal.schedule;

import io.dbguard.api.DbGuardException;
import io.dbguard.api.manifest.BackupId;
import java.time.Instant;
import java.util.Optional;

/** How the last backups after writes went. */
record Outcome(Optional<BackupId> last, Optional<Instant> lastAt, int failures, Optional<String> failure) {
    static final Outcome NONE = new Outcome(Optional.empty(), Optional.empty(), 0, Optional.empty());

    static Outcome good(BackupId backup) {
        return new Outcome(Optional.of(backup), Optional.of(Instant.now()), 0, Optional.empty());
    }

    /** The message of anything that is not our own may hold what must not be told. */
    Outcome bad(Throwable thrown) {
        String said = thrown instanceof DbGuardException known
                ? known.failed()
                : thrown.getClass().getName();
        return new Outcome(last, lastAt, failures + 1, Optional.of(said));
    }
}
