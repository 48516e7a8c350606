package io.dbguard.h2.internal.snapshot;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Tells one opening of a database from the next. H2 counts changes anew whenever a database is opened, and has nothing that
 * says when that was. But a session lives within one opening: as long as one of those that were there the last time still
 * is, the database has been open all the time. What this process has not seen itself it takes for another opening.
 */
final class Openings {
    private static final Map<String, Opening> KNOWN = new HashMap<>();

    private Openings() {}

    private record Opening(String token, Set<String> sessions) {}

    /**
     * Returns what stands for the present opening, in this process and nowhere else.
     *
     * @param database which one
     * @param sessions the numbers and starts of all sessions that are there, the asking one included
     */
    static synchronized String token(String database, Set<String> sessions) {
        Opening known = KNOWN.get(database);
        String token = known != null && !Collections.disjoint(known.sessions, sessions)
                ? known.token
                : UUID.randomUUID().toString();
        KNOWN.put(database, new Opening(token, new HashSet<>(sessions)));
        return token;
    }
}
