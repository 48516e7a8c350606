package io.dbguard.h2.internal.snapshot;

import io.dbguard.h2.internal.session.H2Session;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks whether somebody waits to change the structure of the database. H2 does not undo DDL, so a migration whose
 * statement times out, because a backup holds its locks, stays half done; a backup can be taken again.
 *
 * <p>Only an administrator can see what other sessions are doing.
 */
final class DdlInSight {
    private static final long NANOS_BETWEEN_LOOKS = 100_000_000L;

    private static final String SQL = """
            SELECT SESSION_ID || ' ' || EXECUTING_STATEMENT_START FROM INFORMATION_SCHEMA.SESSIONS
             WHERE SESSION_ID <> SESSION_ID()
               AND REGEXP_LIKE(EXECUTING_STATEMENT, '^\\s*(ALTER|DROP|TRUNCATE|CREATE)\\s', 'i')
            """;

    private final H2Session session;
    private long lastLook = System.nanoTime();
    private Set<String> seen = Set.of();

    DdlInSight(H2Session session) {
        this.session = session;
    }

    /** Returns whether a statement was there already when this looked last; looks only now and then. */
    boolean look() {
        long now = System.nanoTime();
        if (now - lastLook < NANOS_BETWEEN_LOOKS) {
            return false;
        }
        lastLook = now;
        Set<String> there =
                new HashSet<>(session.query("look for changes of the structure", SQL, row -> row.getString(1)));
        boolean waits = there.stream().anyMatch(seen::contains);
        seen = there;
        return waits;
    }
}
