package io.dbguard.h2.internal.catalog;

import io.dbguard.h2.internal.session.H2Session;
import io.dbguard.h2.internal.session.Quoting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What must be known of a database before its objects can be read.
 *
 * @param session where to read
 * @param systemSchemas the names of H2's own schemas, as a list for SQL
 * @param mainSchema the schema that is always there
 * @param user the connected user
 * @param admin whether the user is an administrator, who sees more
 * @param persistent whether the database has a file
 * @param script all that the user made, as H2's own SCRIPT has it; empty if the user is no administrator
 */
record Facts(
        H2Session session,
        String systemSchemas,
        String mainSchema,
        String user,
        boolean admin,
        boolean persistent,
        List<String> script) {

    private static final String SYSTEM_SCHEMAS = """
            SELECT DISTINCT TABLE_SCHEMA FROM INFORMATION_SCHEMA.TABLES
             WHERE TABLE_CLASS IN ('org.h2.table.InformationSchemaTable', 'org.h2.mode.PgCatalogTable')
             ORDER BY 1
            """;

    private static final String USER = """
            SELECT USER_NAME, IS_ADMIN, DATABASE_PATH() IS NOT NULL
              FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER
            """;

    static Facts of(H2Session session, List<String> script) {
        List<String> system = session.query("list the schemas", SYSTEM_SCHEMAS, row -> row.getString(1));
        // With DATABASE_TO_LOWER all of H2's own names are in lower case.
        boolean lower = system.contains("information_schema");
        return session.query(
                        "read the user's rights",
                        USER,
                        row -> new Facts(
                                session,
                                system.stream().map(Quoting::literal).collect(Collectors.joining(", ")),
                                lower ? "public" : "PUBLIC",
                                upper(row.getString(1)),
                                row.getBoolean(2),
                                row.getBoolean(3),
                                script))
                .get(0);
    }

    /** Returns the statements of the script that start with some words, by the name that comes first in them. */
    Map<SqlName, String> scripted(String start) {
        return script.stream()
                .filter(statement -> statement.startsWith(start))
                .collect(Collectors.toMap(SqlText::firstName, statement -> statement));
    }

    /** Users and roles have names in upper case only, however H2 shows them. */
    static String upper(String name) {
        return name.toUpperCase(Locale.ENGLISH);
    }
}
