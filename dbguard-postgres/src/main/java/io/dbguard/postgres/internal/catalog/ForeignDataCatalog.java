package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.List;

/** Foreign-data wrappers, servers and user mappings. The rows of foreign tables belong to another database. */
final class ForeignDataCatalog implements Catalog {
    private static final String WRAPPERS = """
            SELECT w.oid, w.fdwname,
                   concat(' HANDLER ' || nullif(w.fdwhandler, 0)::regproc,
                          ' VALIDATOR ' || nullif(w.fdwvalidator, 0)::regproc,
                          (SELECT ' OPTIONS (' || string_agg(format('%I %L', option_name, option_value), ', '
                                                             ORDER BY option_name) || ')'
                             FROM pg_options_to_table(w.fdwoptions))) AS definition
              FROM pg_foreign_data_wrapper w
             WHERE w.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_foreign_data_wrapper'::regclass AND e.objid = w.oid
                                  AND e.deptype = 'e')
            """;

    private static final String SERVERS = """
            SELECT s.oid, s.srvname,
                   concat(' TYPE ' || quote_literal(s.srvtype), ' VERSION ' || quote_literal(s.srvversion),
                          ' FOREIGN DATA WRAPPER ' || quote_ident(w.fdwname),
                          (SELECT ' OPTIONS (' || string_agg(format('%I %L', option_name, option_value), ', '
                                                             ORDER BY option_name) || ')'
                             FROM pg_options_to_table(s.srvoptions))) AS definition
              FROM pg_foreign_server s
              JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
             WHERE s.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_foreign_server'::regclass AND e.objid = s.oid AND e.deptype = 'e')
            """;

    /**
     * Options that a role may not see are null, as if there were none. So a mapping counts only if the role may see them,
     * by the same conditions as in the view; the others are left to the census.
     */
    private static final String MAPPINGS = """
            SELECT m.umid, m.srvid, m.srvname, m.usename,
                   (SELECT ' OPTIONS (' || string_agg(format('%I %L', option_name, option_value), ', '
                                                      ORDER BY option_name) || ')'
                      FROM pg_options_to_table(m.umoptions)) AS options
              FROM pg_user_mappings m
              JOIN pg_foreign_server s ON s.oid = m.srvid
             WHERE m.umid >= 16384
               AND ((SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
                    OR (m.umuser <> 0 AND m.usename = current_user
                        AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')))
                    OR (m.umuser = 0 AND pg_has_role(s.srvowner, 'USAGE')))
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = new ArrayList<>();
        objects.addAll(session.query("read the foreign-data wrappers", WRAPPERS, row -> {
            String wrapper = row.getString("fdwname");
            return new CatalogObject(
                            new Address("pg_foreign_data_wrapper", row.getLong("oid")),
                            new ObjectId("foreign-data wrapper", "", wrapper),
                            Rank.FOREIGN_DATA_WRAPPER)
                    .create("CREATE FOREIGN DATA WRAPPER " + identifier(wrapper) + row.getString("definition"))
                    .drop("DROP FOREIGN DATA WRAPPER IF EXISTS " + identifier(wrapper));
        }));
        objects.addAll(session.query("read the foreign servers", SERVERS, row -> {
            String server = row.getString("srvname");
            return new CatalogObject(
                            new Address("pg_foreign_server", row.getLong("oid")),
                            new ObjectId("server", "", server),
                            Rank.FOREIGN_SERVER)
                    .create("CREATE SERVER " + identifier(server) + row.getString("definition"))
                    .drop("DROP SERVER IF EXISTS " + identifier(server));
        }));
        objects.addAll(session.query("read the user mappings", MAPPINGS, row -> {
            String user = row.getString("usename");
            String role = user.equals("public") ? "PUBLIC" : identifier(user);
            String server = row.getString("srvname");
            String options = row.getString("options");
            return new CatalogObject(
                            new Address("pg_user_mapping", row.getLong("umid")),
                            new ObjectId("user mapping", "", user + " SERVER " + server),
                            Rank.USER_MAPPING)
                    .needs(new Address("pg_foreign_server", row.getLong("srvid")))
                    .create("CREATE USER MAPPING FOR " + role + " SERVER " + identifier(server)
                            + (options == null ? "" : options))
                    .drop("DROP USER MAPPING IF EXISTS FOR " + role + " SERVER " + identifier(server));
        }));
        return objects;
    }
}
