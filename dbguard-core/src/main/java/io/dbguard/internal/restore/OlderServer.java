package io.dbguard.internal.restore;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.RestoreException;
import io.dbguard.api.manifest.DatabaseInfo;
import java.util.Arrays;
import java.util.Optional;

/** A restore from a newer server into an older one, which may lack what a backup needs: then it is refused. */
final class OlderServer {
    private final DatabaseInfo from;
    private final DatabaseInfo to;

    private OlderServer(DatabaseInfo from, DatabaseInfo to) {
        this.from = from;
        this.to = to;
    }

    /** Returns what to look at, or nothing if the server is not older than the one that the backup came from. */
    static Optional<OlderServer> between(DatabaseInfo from, DatabaseInfo to) {
        return major(to) < major(from) ? Optional.of(new OlderServer(from, to)) : Optional.empty();
    }

    /** Says of a failure that the age of the server may be its reason. */
    RestoreException refusal(DatabaseException failure) {
        return new RestoreException(
                failure.failed() + " (the backup came from version " + from.version() + ", and this server, "
                        + to.version() + ", is older)",
                failure.intact(),
                "restore into version " + major(from) + " or newer, or only the tables that fit",
                failure);
    }

    private static int major(DatabaseInfo database) {
        return Arrays.stream(database.version().split("[^0-9]+"))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .map(Integer::parseInt)
                .orElse(0);
    }
}
