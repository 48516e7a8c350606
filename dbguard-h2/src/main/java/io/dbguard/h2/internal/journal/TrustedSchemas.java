package io.dbguard.h2.internal.journal;

import io.dbguard.h2.internal.session.H2Session;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The schemas in which a journal may be believed: who undoes a restore runs the statements that stand in its journal, with his own
 * rights. Whoever owns a schema, himself or through a role, can have written anything into a table there. So it must belong to the
 * present user or to an administrator; to one who is none, and cannot see who is, the schema that is always there, and those of roles
 * that he has, since he may not create a journal anywhere else.
 */
final class TrustedSchemas {
    /** Users and roles have names in upper case only, however H2 shows them; the system owns the schema that is always there. */
    private static final String SQL = """
            SELECT S.SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA S
             WHERE S.SCHEMA_NAME NOT IN ('INFORMATION_SCHEMA', 'information_schema', 'PG_CATALOG', 'pg_catalog')
               AND (UPPER(S.SCHEMA_OWNER) = UPPER(CURRENT_USER)
                    OR UPPER(S.SCHEMA_OWNER) IN (SELECT UPPER(U.USER_NAME) FROM INFORMATION_SCHEMA.USERS U WHERE U.IS_ADMIN)
                    OR S.SCHEMA_NAME = (SELECT CASE WHEN T.TABLE_SCHEMA = 'information_schema' THEN 'public' ELSE 'PUBLIC' END
                                          FROM INFORMATION_SCHEMA.TABLES T
                                         WHERE T.TABLE_CLASS = 'org.h2.table.InformationSchemaTable' FETCH FIRST ROW ONLY))
            """;

    private static final String OF_OWN_ROLES = """
            SELECT S.SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA S
             WHERE UPPER(S.SCHEMA_OWNER) IN (SELECT UPPER(R.ROLE_NAME) FROM INFORMATION_SCHEMA.ROLES R)
               AND UPPER(S.SCHEMA_OWNER) <> 'PUBLIC'
            """;

    private static final String OWNER = "SELECT SCHEMA_OWNER FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME = ?";

    private TrustedSchemas() {}

    static Set<String> of(H2Session session) {
        Set<String> trusted = names(session, SQL);
        if (!session.isAdmin()) {
            trusted.addAll(names(session, OF_OWN_ROLES));
        }
        return trusted;
    }

    /** Returns who can have written into a schema, as a message names him. */
    static String owner(H2Session session, String schema) {
        return String.join(", ", session.query("look who owns a schema", OWNER, row -> row.getString(1), schema));
    }

    private static Set<String> names(H2Session session, String sql) {
        List<String> names = session.query("look who can have written a journal", sql, row -> row.getString(1));
        return new HashSet<>(names);
    }
}
