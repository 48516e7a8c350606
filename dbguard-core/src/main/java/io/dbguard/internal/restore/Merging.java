package io.dbguard.internal.restore;

import io.dbguard.api.RequestException;
import io.dbguard.spi.database.DatabaseProvider;

/** Whether a database lets rows come back beside those that are there. */
final class Merging {
    private Merging() {}

    static RequestException notKnown(DatabaseProvider provider) {
        return new RequestException(
                "Rows cannot come back beside others in " + provider.name() + " yet",
                "nothing was changed",
                "restore whole tables, with the mode 'replace'");
    }
}
