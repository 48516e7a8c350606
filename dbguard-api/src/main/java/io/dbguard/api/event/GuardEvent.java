package io.dbguard.api.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that has happened. It names backups, scripts and tables, and holds neither rows nor secrets.
 *
 * @param time when
 * @param kind what
 * @param database the database's name, empty if it is not known or not about one
 * @param subject what it is about: a backup, a migration, a statement
 * @param words a sentence for a person
 * @param details more of it, by name: numbers in bytes, rows or milliseconds, in the order in which they are shown
 */
public record GuardEvent(
        Instant time, EventKind kind, String database, String subject, String words, Map<String, String> details) {

    /** Copies the details, so that the event can be shared. */
    public GuardEvent {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
