package io.dbguard.api.report;

import io.dbguard.api.manifest.BackupId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a row was like, from one backup until the next version. Holds data of the database: not for logs.
 *
 * @param since the first backup in which it was so
 * @param before the last backup in which it was not, so that it changed between the two; empty for the first version
 * @param rows the row's values as text by column, NULL as null; empty if it was not there, several if what was asked for fits several
 */
public record RowVersion(Seen since, Optional<Seen> before, List<Map<String, @Nullable String>> rows) {

    /**
     * A backup in which the row was looked for.
     *
     * @param backup the backup
     * @param time when it was taken
     */
    public record Seen(BackupId backup, Instant time) {}

    /** Copies the rows, so that the version can be shared. */
    public RowVersion {
        rows = rows.stream()
                .map((Map<String, @Nullable String> row) -> Collections.unmodifiableMap(new LinkedHashMap<>(row)))
                .toList();
    }

    /** Returns whether the row was there. */
    public boolean there() {
        return !rows.isEmpty();
    }
}
