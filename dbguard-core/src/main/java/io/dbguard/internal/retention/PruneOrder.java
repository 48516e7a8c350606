package io.dbguard.internal.retention;

import io.dbguard.api.manifest.DatabaseInfo;
import io.dbguard.api.retention.Retention;
import java.time.Duration;
import java.util.Optional;

/**
 * What a prune is asked to do.
 *
 * @param retention which backups stay
 * @param grace how long a blob stays that no backup needs
 * @param database whose backups are looked at; empty for all, each by itself
 * @param patience how long to wait until nobody else works with the repository
 */
public record PruneOrder(Retention retention, Duration grace, Optional<DatabaseInfo> database, Duration patience) {
    /** Much longer than a backup takes. */
    public static final Duration USUAL_GRACE = Duration.ofHours(24);
}
