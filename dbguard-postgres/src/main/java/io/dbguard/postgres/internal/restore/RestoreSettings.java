package io.dbguard.postgres.internal.restore;

import io.dbguard.api.DatabaseException;
import io.dbguard.api.schema.SchemaObject;
import io.dbguard.postgres.internal.session.PgSession;
import io.dbguard.postgres.internal.session.Quoting;

/** What holds in every transaction that restores. */
public final class RestoreSettings {
    private static final String EVENT_TRIGGER = "event trigger";

    private static final String SETTINGS = """
            SET LOCAL check_function_bodies = off;
            SET LOCAL client_min_messages = warning;
            """;

    /** Indexes are built faster with more memory than a server gives by itself; one set higher stays. */
    private static final String MEMORY_FOR_INDEXES = """
            SELECT set_config('maintenance_work_mem', '256MB', true)
             WHERE pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('256MB')
            """;

    /** What is said to be done must not be lost with the server a moment later. */
    private static final String LASTING = """
            SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off'
            """;

    /** In the session of a replica no foreign key is checked, and no guard keeps a table. A role may have been set so. */
    private static final String REPLICA = """
            SELECT session_user WHERE current_setting('session_replication_role') = 'replica'
            """;

    private static final String NO_REPLICA = "SET LOCAL session_replication_role = origin";

    /** Since 17 a superuser can keep event triggers from watching the restore. */
    private static final String NO_EVENT_TRIGGERS = """
            SELECT set_config(name, 'off', true) FROM pg_settings
             WHERE name = 'event_triggers' AND current_setting('is_superuser') = 'on'
            """;

    private RestoreSettings() {}

    /**
     * Sets a transaction up.
     *
     * @param session the transaction
     */
    public static void apply(PgSession session) {
        session.execute("set up the restore", SETTINGS);
        session.query("set up the restore", NO_EVENT_TRIGGERS, row -> row);
        session.query("set up the restore", MEMORY_FOR_INDEXES, row -> row);
        session.query("set up the restore", LASTING, row -> row);
        session.query("set up the restore", REPLICA, row -> row.getString(1))
                .forEach(role -> endReplica(session, role));
    }

    /** Since 15 also others than superusers may be allowed to; only the attempt tells. */
    private static void endReplica(PgSession session, String role) {
        try {
            session.execute("set up the restore", NO_REPLICA);
        } catch (DatabaseException e) {
            throw new DatabaseException(
                    "No foreign key is checked in the sessions of the role " + role + ", as session_replication_role is"
                            + " 'replica' there, which it may not change",
                    e.intact(),
                    "have a superuser run ALTER ROLE " + Quoting.identifier(role)
                            + " RESET session_replication_role, or"
                            + " the same with ALTER DATABASE if it is set there",
                    e);
        }
    }

    /**
     * Returns whether an object comes at the very end: an event trigger, and what is said of it, so that it does not see the
     * restore.
     *
     * @param object what is to be created
     */
    public static boolean waitsForTheEnd(SchemaObject object) {
        return object.id().kind().equals(EVENT_TRIGGER)
                || object.dependsOn().stream().anyMatch(need -> need.kind().equals(EVENT_TRIGGER));
    }
}
