package io.dbguard.postgres.internal.mark;

import io.dbguard.api.DatabaseException;
import io.dbguard.postgres.internal.session.PgSession;

/**
 * Who may have written what a mark says. It holds statements that will be run, and anybody who may create schemas can create one
 * of its name: it counts only where nobody but the present role or a superuser can have filled it.
 */
final class Authorship {
    /** Rules and triggers would run with the rights of whoever reads or removes it. */
    private static final String DOUBTFUL = """
            WITH trusted AS (SELECT oid FROM pg_roles WHERE rolsuper OR rolname = current_user)
            SELECT EXISTS (SELECT
              FROM pg_namespace n
              LEFT JOIN pg_class c ON c.relnamespace = n.oid
             WHERE n.nspname = 'dbguard_restoring'
               AND (n.nspowner NOT IN (SELECT oid FROM trusted)
                    OR c.relowner NOT IN (SELECT oid FROM trusted)
                    OR c.relkind NOT IN ('r', 'i') OR c.relhasrules OR c.relhastriggers
                    OR EXISTS (SELECT FROM aclexplode(c.relacl) a
                                WHERE a.privilege_type <> 'SELECT' AND a.grantee NOT IN (SELECT oid FROM trusted))))
            """;

    private Authorship() {}

    /** Makes sure that a mark may be believed. */
    static void check(PgSession session) {
        if (isDoubtful(session)) {
            throw new DatabaseException(
                    "The schema dbguard_restoring says that a restore was cut off, but somebody else than this role or a"
                            + " superuser may have written it",
                    "nothing was changed",
                    "connect as the role that began the restore, or, if the database is as it should be, run"
                            + " DROP SCHEMA dbguard_restoring CASCADE and start again");
        }
    }

    /** Makes sure that a mark that was just created will be believed. */
    static void checkOwn(PgSession session) {
        if (isDoubtful(session)) {
            throw new DatabaseException(
                    "Something, such as an event trigger, opens the schema dbguard_restoring to another role as soon as it is"
                            + " created, so that a restore that was cut off could not be undone",
                    "nothing was changed",
                    "keep it from doing so, or restore on one connection");
        }
    }

    private static boolean isDoubtful(PgSession session) {
        return session.query("see whose mark it is", DOUBTFUL, row -> row.getBoolean(1))
                .get(0);
    }
}
