package io.dbguard.internal.backup;

import io.dbguard.api.RequestException;
import io.dbguard.api.manifest.BackupId;
import io.dbguard.internal.repository.BackupTimes;
import java.time.Instant;
import java.util.regex.Pattern;

/** Makes the names of backups. */
final class BackupIds {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9._-]{0,64}");

    private BackupIds() {}

    static void checkLabel(String label) {
        if (!LABEL.matcher(label).matches()) {
            throw new RequestException(
                    "The label cannot be part of a file name",
                    "nothing was changed",
                    "use up to 64 letters, digits, dots, underscores and hyphens");
        }
    }

    static BackupId of(Instant time, String label) {
        return new BackupId(BackupTimes.name(time) + (label.isEmpty() ? "" : "-" + label));
    }
}
