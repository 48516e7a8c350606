package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Row-level security: policies, whether it is on, and whether it binds the owner too. */
final class PolicyCatalog implements Catalog {
    private static final String POLICIES = """
            SELECT p.oid, p.polname, p.polrelid, p.polpermissive, n.nspname, c.relname,
                   CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE'
                                 WHEN 'd' THEN 'DELETE' ELSE 'ALL' END AS command,
                   (SELECT string_agg(CASE WHEN role = 0 THEN 'PUBLIC' ELSE format('"%s"', replace(r.rolname, '"', '""')) END,
                                      ', ' ORDER BY position)
                      FROM unnest(p.polroles) WITH ORDINALITY AS u(role, position)
                      LEFT JOIN pg_roles r ON r.oid = role) AS roles,
                   concat(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
                          ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') AS conditions
              FROM pg_policy p
              JOIN pg_class c ON c.oid = p.polrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    private static final String ENABLED = """
            SELECT c.oid, n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE (c.relrowsecurity OR c.relforcerowsecurity) AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = session.query("read the policies", POLICIES, PolicyCatalog::policy);
        objects.addAll(session.query("read row-level security", ENABLED, PolicyCatalog::enabled));
        return objects;
    }

    /** The roles are named in a statement of their own, so that they can be mapped to others. */
    private static CatalogObject policy(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        String policy = row.getString("polname");
        String on = identifier(policy) + " ON " + identifier(table);
        CatalogObject object = new CatalogObject(
                        new Address("pg_policy", row.getLong("oid")),
                        new ObjectId("policy", table.schema(), table.table() + "." + policy),
                        Rank.POLICY)
                .of(table)
                .afterData()
                .needs(new Address("pg_class", row.getLong("polrelid")))
                .create("CREATE POLICY " + on + (row.getBoolean("polpermissive") ? "" : " AS RESTRICTIVE") + " FOR "
                        + row.getString("command") + row.getString("conditions"))
                .drop("DROP POLICY IF EXISTS " + on);
        return row.getString("roles").equals("PUBLIC")
                ? object
                : object.create("ALTER POLICY " + on + " TO " + row.getString("roles"));
    }

    private static CatalogObject enabled(ResultSet row) throws SQLException {
        var table = new TableName(row.getString("nspname"), row.getString("relname"));
        CatalogObject object = new CatalogObject(
                        new Address("row security", row.getLong("oid")),
                        new ObjectId("row security", table.schema(), table.table()),
                        Rank.POLICY)
                .of(table)
                .afterData()
                .needs(new Address("pg_class", row.getLong("oid")));
        String alter = "ALTER TABLE ONLY " + identifier(table) + " ";
        if (row.getBoolean("relrowsecurity")) {
            object.create(alter + "ENABLE ROW LEVEL SECURITY").drop(alter + "DISABLE ROW LEVEL SECURITY");
        }
        return row.getBoolean("relforcerowsecurity")
                ? object.create(alter + "FORCE ROW LEVEL SECURITY").drop(alter + "NO FORCE ROW LEVEL SECURITY")
                : object;
    }
}
