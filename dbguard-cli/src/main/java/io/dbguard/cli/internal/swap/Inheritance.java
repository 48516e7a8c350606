package io.dbguard.cli.internal.swap;

import io.dbguard.provider.SqlFailures;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a database has that no backup of it holds, or this one does not, and that its successor is to have as well. */
final class Inheritance {
    /** Before any row is there, so that nobody can look into the new database who cannot look into the old one. */
    private static final String FIRST = """
            WITH old AS (SELECT * FROM pg_catalog.pg_database WHERE datname = ?),
                 new AS (SELECT * FROM pg_catalog.pg_database WHERE datname = ?)
            SELECT 1, 'tablespace ' || t.spcname, true,
                   pg_catalog.format('ALTER DATABASE %I SET TABLESPACE %I', new.datname, t.spcname)
              FROM old, new, pg_catalog.pg_tablespace t
             WHERE t.oid = old.dattablespace AND old.dattablespace <> new.dattablespace
            UNION ALL
            SELECT 2, 'owner ' || pg_catalog.pg_get_userbyid(old.datdba), true,
                   pg_catalog.format('ALTER DATABASE %I OWNER TO %I', new.datname, pg_catalog.pg_get_userbyid(old.datdba))
              FROM old, new
             WHERE old.datdba <> new.datdba
            UNION ALL
            SELECT 3, 'privileges', false,
                   pg_catalog.format('REVOKE ALL ON DATABASE %I FROM PUBLIC, %I', new.datname,
                     pg_catalog.pg_get_userbyid(old.datdba))
              FROM old, new
             WHERE old.datacl IS NOT NULL
            UNION ALL
            SELECT 4, 'privileges', false,
                   pg_catalog.format('GRANT %s ON DATABASE %I TO %s%s', a.privilege_type, new.datname,
                     CASE a.grantee WHEN 0 THEN 'PUBLIC'
                       ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
                     CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
              FROM old, new, pg_catalog.aclexplode(old.datacl) a
             ORDER BY 1, 4
            """;

    /**
     * After the restore, which has brought what the backup holds: what it does not know stays, as in other restores. The
     * settings that are lists of names are stored quoted (PostgreSQL source, variable_is_guc_list_quote), an empty one as no
     * name can be written.
     */
    private static final String LAST = """
            WITH old AS (SELECT * FROM pg_catalog.pg_database WHERE datname = ?),
                 new AS (SELECT * FROM pg_catalog.pg_database WHERE datname = ?),
                 settings AS (
                   SELECT s.setdatabase, s.setrole, split_part(c, '=', 1) AS name, substr(c, strpos(c, '=') + 1) AS value
                     FROM pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL unnest(s.setconfig) c)
            SELECT 1, 'setting ' || s.name || CASE s.setrole WHEN 0 THEN ''
                     ELSE ' of the role ' || pg_catalog.pg_get_userbyid(s.setrole) END, true,
                   CASE s.setrole WHEN 0 THEN pg_catalog.format('ALTER DATABASE %I SET %I TO ', new.datname, s.name)
                     ELSE pg_catalog.format('ALTER ROLE %I IN DATABASE %I SET %I TO ',
                            pg_catalog.pg_get_userbyid(s.setrole), new.datname, s.name) END
                   || CASE WHEN s.name IN ('local_preload_libraries', 'search_path', 'session_preload_libraries',
                                           'shared_preload_libraries', 'temp_tablespaces', 'unix_socket_directories')
                        THEN (SELECT string_agg(CASE e[1] WHEN '""' THEN '''''' ELSE e[1] END, ', ' ORDER BY n)
                                FROM regexp_matches(s.value, '"(?:[^"]|"")*"|[^",\\s]+', 'g') WITH ORDINALITY m (e, n))
                        ELSE pg_catalog.quote_literal(s.value) END
              FROM old, new, settings s
             WHERE s.setdatabase = old.oid
               AND NOT EXISTS (SELECT FROM settings t
                                WHERE t.setdatabase = new.oid AND t.setrole = s.setrole AND t.name = s.name)
            UNION ALL
            SELECT 2, 'comment', true,
                   pg_catalog.format('COMMENT ON DATABASE %I IS %L', new.datname,
                     pg_catalog.shobj_description(old.oid, 'pg_database'))
              FROM old, new
             WHERE pg_catalog.shobj_description(old.oid, 'pg_database') IS NOT NULL
               AND pg_catalog.shobj_description(new.oid, 'pg_database') IS NULL
            UNION ALL
            SELECT 3, 'connection limit', true,
                   pg_catalog.format('ALTER DATABASE %I CONNECTION LIMIT %s', new.datname, old.datconnlimit)
              FROM old, new
             WHERE old.datconnlimit <> new.datconnlimit
            UNION ALL
            SELECT 4, 'mark as a template', true,
                   pg_catalog.format('ALTER DATABASE %I IS_TEMPLATE true', new.datname)
              FROM old, new
             WHERE old.datistemplate
             ORDER BY 1, 4
            """;

    private final Connection connection;
    private final String from;
    private final String to;

    /**
     * Creates the inheritance.
     *
     * @param connection to a third database of the server
     * @param from the database that is there
     * @param to the one that takes its place
     */
    Inheritance(Connection connection, String from, String to) {
        this.connection = connection;
        this.from = from;
        this.to = to;
    }

    /**
     * What is passed on.
     *
     * @param name what it is
     * @param dispensable whether the database can do without, so that a warning is enough
     * @param statement passes it on
     */
    private record Legacy(String name, boolean dispensable, String statement) {}

    /** Passes on what has to be there first, outside of a transaction; returns what could not be. */
    List<String> passOnFirst() throws SQLException {
        List<String> warnings = new ArrayList<>();
        for (Legacy legacy : read(FIRST)) {
            try {
                execute(legacy.statement);
            } catch (SQLException e) {
                warnings.add(warning(legacy, e));
            }
        }
        return warnings;
    }

    /** Passes on the rest, within the connection's transaction; returns what could not be. */
    List<String> passOnLast() throws SQLException {
        List<String> warnings = new ArrayList<>();
        for (Legacy legacy : read(LAST)) {
            execute("SAVEPOINT dbguard");
            try {
                execute(legacy.statement);
            } catch (SQLException e) {
                execute("ROLLBACK TO SAVEPOINT dbguard");
                warnings.add(warning(legacy, e));
            }
        }
        return warnings;
    }

    private String warning(Legacy legacy, SQLException e) throws SQLException {
        if (!legacy.dispensable) {
            throw e;
        }
        return "the " + legacy.name + " of the database was not taken over (" + SqlFailures.reason(e) + ")";
    }

    private List<Legacy> read(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, from);
            statement.setString(2, to);
            List<Legacy> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Legacy(rows.getString(2), rows.getBoolean(3), rows.getString(4)));
                }
            }
            return found;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
