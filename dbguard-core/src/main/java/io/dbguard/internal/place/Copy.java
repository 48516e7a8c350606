package io.dbguard.internal.place;

import io.dbguard.api.retention.Retention;
import io.dbguard.spi.storage.Storage;
import java.util.Optional;

/**
 * A place that holds a copy.
 *
 * @param storage where
 * @param keep which backups it keeps, empty for all
 */
public record Copy(Storage storage, Optional<Retention> keep) {
    /**
     * Describes a copy that keeps all backups.
     *
     * @param storage where
     */
    public static Copy of(Storage storage) {
        return new Copy(storage, Optional.empty());
    }

    /**
     * Describes a copy.
     *
     * @param storage where
     * @param keep which backups it keeps
     */
    public static Copy of(Storage storage, Retention keep) {
        return new Copy(storage, Optional.of(keep));
    }
}
