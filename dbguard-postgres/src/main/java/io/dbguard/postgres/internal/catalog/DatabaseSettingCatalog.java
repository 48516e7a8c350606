package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;
import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of the database itself, and of roles in it. The statements name no database, so that they act on whichever the
 * backup goes to.
 */
final class DatabaseSettingCatalog implements Catalog {
    private static final String SETTINGS = """
            SELECT pg_get_userbyid(nullif(s.setrole, 0)) AS role, s.setrole <> 0 AS of_role,
                   split_part(c, '=', 1) AS name, substr(c, strpos(c, '=') + 1) AS value
              FROM pg_db_role_setting s
             CROSS JOIN LATERAL unnest(s.setconfig) c
             WHERE s.setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static final String COMMENT = """
            SELECT shobj_description(oid, 'pg_database') AS comment FROM pg_database
             WHERE datname = current_database() AND shobj_description(oid, 'pg_database') IS NOT NULL
            """;

    /** Their values are lists of names, each quoted by itself (PostgreSQL source, variable_is_guc_list_quote). */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects =
                session.query("read the database's settings", SETTINGS, DatabaseSettingCatalog::setting);
        objects.addAll(session.query(
                "read the database's comment",
                COMMENT,
                row -> object(
                        "comment on the database",
                        "COMMENT ON DATABASE %I IS " + literal(row.getString("comment")),
                        "")));
        return objects;
    }

    private static CatalogObject setting(ResultSet row) throws SQLException {
        String name = row.getString("name");
        String value = row.getString("value");
        String assignment = identifier(name) + " TO " + (LISTS.contains(name) ? list(value) : literal(value));
        if (!row.getBoolean("of_role")) {
            return object(
                    name,
                    "ALTER DATABASE %I SET " + assignment.replace("%", "%%"),
                    "ALTER DATABASE %I RESET " + identifier(name));
        }
        String role = identifier(row.getString("role")).replace("%", "%%");
        return object(
                row.getString("role") + " " + name,
                "ALTER ROLE " + role + " IN DATABASE %I SET " + assignment.replace("%", "%%"),
                "ALTER ROLE " + role + " IN DATABASE %I RESET " + identifier(name));
    }

    /** The empty name, which a list may hold, is no identifier; everything is also taken as a text. */
    private static String list(String value) {
        return QUOTED.matcher(value)
                .replaceAll(name -> name.group(1).isEmpty() ? "''" : Matcher.quoteReplacement(name.group()));
    }

    private static CatalogObject object(String name, String create, String drop) {
        CatalogObject object = new CatalogObject(
                        new Address("database setting", 0),
                        new ObjectId("database setting", "", name),
                        Rank.DATABASE_SETTING)
                .afterData()
                .create(onThisDatabase(create));
        return drop.isEmpty() ? object : object.drop(onThisDatabase(drop));
    }

    private static String onThisDatabase(String format) {
        return "DO " + literal("BEGIN EXECUTE format(" + literal(format).strip() + ", current_database()); END");
    }
}
