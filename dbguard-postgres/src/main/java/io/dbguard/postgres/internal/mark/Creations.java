package io.dbguard.postgres.internal.mark;

import io.dbguard.api.DatabaseException;
import io.dbguard.postgres.internal.session.PgSession;

/**
 * What a restore has created, noted by name and by the number that the server gave it. Undoing goes by name, and a name may
 * mean something else by then: what somebody has created anew since the restore was cut off is not the restore's to remove.
 */
final class Creations {
    static final String CREATE = """
            CREATE TABLE dbguard_restoring.created
              (catalog oid, id oid, name text NOT NULL, guarded boolean NOT NULL, PRIMARY KEY (catalog, id))
            """;

    /** All that can hold rows, and what they are made of. */
    private static final String PRESENT = """
            SELECT catalog, id, (pg_identify_object(catalog, id, 0)).identity AS name, creator
              FROM (SELECT tableoid AS catalog, oid AS id, oid AS schema, xmin AS creator FROM pg_namespace
                    UNION ALL SELECT tableoid, oid, relnamespace, xmin FROM pg_class
                    UNION ALL SELECT tableoid, oid, typnamespace, xmin FROM pg_type
                    UNION ALL SELECT tableoid, oid, pronamespace, xmin FROM pg_proc) object
             WHERE NOT EXISTS (SELECT FROM pg_namespace n
                                WHERE n.oid = schema
                                  AND (n.nspname ~ '^pg_' OR n.nspname IN ('information_schema', 'dbguard_restoring')))
            """;

    /**
     * Not only the transaction's own number: below a savepoint, which the driver may set, it has others, which are greater. Others who
     * have committed meanwhile have greater numbers too, but only one's own rows can be seen while their transaction is in progress,
     * or when they are younger than all that has ended. Of a row that was frozen long ago the number may be any: then something is noted
     * that was there before, which does no harm as long as it stays.
     */
    private static final String NOTE = """
            INSERT INTO dbguard_restoring.created (catalog, id, name, guarded)
            SELECT catalog, id, name,
                   EXISTS (SELECT FROM pg_trigger t
                            WHERE catalog = 'pg_class'::regclass AND t.tgrelid = id AND t.tgname = 'dbguard_restoring')
              FROM (
            %s
            ) present
             CROSS JOIN (SELECT pg_current_xact_id()::text::bigint AS own,
                                pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next) transaction
             CROSS JOIN LATERAL (SELECT own + ((creator::text::bigint - own) & 4294967295) AS number) of_creator
             WHERE name IS NOT NULL
               AND CASE WHEN number - own >= 2147483648 THEN false
                        WHEN number >= next THEN true
                        ELSE pg_xact_status(number::text::xid8) = 'in progress' END
            """.formatted(PRESENT);

    private static final String REPLACED = """
            WITH present AS MATERIALIZED (
            %s
            )
            SELECT c.name FROM dbguard_restoring.created c JOIN present p USING (catalog, name) WHERE p.id <> c.id
            UNION
            SELECT c.name FROM dbguard_restoring.created c JOIN present p USING (catalog, id) WHERE p.name <> c.name
             ORDER BY 1
            """.formatted(PRESENT);

    private static final String OPENED = """
            SELECT c.name FROM dbguard_restoring.created c
             WHERE c.guarded AND EXISTS (SELECT FROM pg_class WHERE oid = c.id)
               AND NOT EXISTS (SELECT FROM pg_trigger t
                                WHERE t.tgrelid = c.id AND t.tgname = 'dbguard_restoring' AND t.tgenabled <> 'D')
             ORDER BY 1
            """;

    private static final String GONE = """
            WITH present AS MATERIALIZED (
            %s
            )
            SELECT EXISTS (SELECT FROM dbguard_restoring.created)
               AND NOT EXISTS (SELECT FROM dbguard_restoring.created JOIN present USING (catalog, id))
            """.formatted(PRESENT);

    private Creations() {}

    /** Notes what the transaction has created, and which tables it keeps others from writing into. */
    static void note(PgSession session) {
        session.execute("mark the restore", NOTE);
    }

    /** Makes sure that no name means anything else than what the restore created, and that nobody else can have written there. */
    static void check(PgSession session) {
        refuse(session, REPLACED, " is not what it had created");
        refuse(session, OPENED, " has been opened to others since");
    }

    private static void refuse(PgSession session, String which, String reason) {
        session.query("see what is left of the restore", which, row -> row.getString(1)).stream()
                .findFirst()
                .ifPresent(name -> {
                    throw new DatabaseException(
                            "A restore of this database was cut off, and " + name + reason,
                            "nothing was changed",
                            "if the database is otherwise as it should be, run DROP SCHEMA dbguard_restoring CASCADE"
                                    + " and start again");
                });
    }

    /** Returns whether somebody has removed all of it already. */
    static boolean areGone(PgSession session) {
        return session.query("see what is left of the restore", GONE, row -> row.getBoolean(1))
                .get(0);
    }
}
