package io.dbguard.h2.internal.journal;

import io.dbguard.h2.internal.session.H2Session;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who carries out a restore: a name that no other restore has, and the session, by which others can see whether it still
 * lives.
 *
 * @param token tells restores apart
 * @param session the session's number
 * @param start when the session began
 */
record RestoreOwner(String token, String session, String start) {
    /** Restores of this JVM: true while they run. What another JVM does only the session shows. */
    private static final ConcurrentHashMap<String, Boolean> KNOWN = new ConcurrentHashMap<>();

    static RestoreOwner begin(H2Session session) {
        var owner = new RestoreOwner(
                UUID.randomUUID().toString(),
                String.valueOf(session.state().id()),
                session.state().start());
        KNOWN.put(owner.token, true);
        return owner;
    }

    void end() {
        KNOWN.put(token, false);
    }

    List<String> fields() {
        return List.of(token, session, start);
    }

    static RestoreOwner of(List<String> fields) {
        return new RestoreOwner(fields.get(0), fields.get(1), fields.get(2));
    }

    /** What can be known of whether a restore still runs. */
    enum Life {
        RUNS,
        ENDED,
        UNKNOWN
    }

    Life life(H2Session asking, Journal journal) {
        Boolean known = KNOWN.get(token);
        if (known != null) {
            return known ? Life.RUNS : Life.ENDED;
        }
        if (journal.isOlderThanOpening()) {
            return Life.ENDED;
        }
        if (!asking.isAdmin()) {
            return Life.UNKNOWN;
        }
        boolean there = asking.query(
                        "look for the restore's session",
                        "SELECT SESSION_ID, SESSION_START FROM INFORMATION_SCHEMA.SESSIONS",
                        row -> List.of(row.getString(1), row.getString(2)))
                .contains(List.of(session, start));
        return there ? Life.RUNS : Life.ENDED;
    }
}
