package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Who owns what. A sequence that a column owns, and an index, belong to the table's owner in any case. */
final class OwnerCatalog implements Catalog {
    private static final String SQL = """
            WITH owned(catalog, oid, owner) AS (
                SELECT 'pg_namespace', oid, nspowner FROM pg_namespace
                 WHERE oid >= 16384 OR (nspname = 'public' AND pg_get_userbyid(nspowner) <> 'pg_database_owner')
                UNION ALL
                SELECT 'pg_class', c.oid, c.relowner FROM pg_class c
                 WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm')
                    OR (c.relkind = 'S'
                        AND NOT EXISTS (SELECT FROM pg_depend d
                                         WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
                                           AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
                                           AND d.deptype IN ('a', 'i')))
                UNION ALL
                SELECT 'pg_type', t.oid, t.typowner FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
                 WHERE (t.typrelid = 0 OR c.relkind = 'c')
                   AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
                   AND NOT EXISTS (SELECT FROM pg_range r WHERE r.rngmultitypid = t.oid)
                UNION ALL
                SELECT 'pg_proc', p.oid, p.proowner FROM pg_proc p
                 WHERE NOT EXISTS (SELECT FROM pg_depend d
                                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
                UNION ALL SELECT 'pg_language', oid, lanowner FROM pg_language
                UNION ALL SELECT 'pg_collation', oid, collowner FROM pg_collation
                UNION ALL SELECT 'pg_conversion', oid, conowner FROM pg_conversion
                UNION ALL SELECT 'pg_operator', oid, oprowner FROM pg_operator WHERE oprcode::oid <> 0
                UNION ALL SELECT 'pg_opclass', oid, opcowner FROM pg_opclass
                UNION ALL SELECT 'pg_opfamily', oid, opfowner FROM pg_opfamily
                UNION ALL SELECT 'pg_ts_dict', oid, dictowner FROM pg_ts_dict
                UNION ALL SELECT 'pg_ts_config', oid, cfgowner FROM pg_ts_config
                UNION ALL SELECT 'pg_foreign_data_wrapper', oid, fdwowner FROM pg_foreign_data_wrapper
                UNION ALL SELECT 'pg_foreign_server', oid, srvowner FROM pg_foreign_server
                UNION ALL SELECT 'pg_event_trigger', oid, evtowner FROM pg_event_trigger
                UNION ALL SELECT 'pg_publication', oid, pubowner FROM pg_publication
                UNION ALL SELECT 'pg_statistic_ext', oid, stxowner FROM pg_statistic_ext
                UNION ALL SELECT 'pg_subscription', oid, subowner FROM pg_subscription
                 WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            )
            SELECT o.catalog, o.oid, pg_get_userbyid(o.owner) AS owner, i.type, i.identity
              FROM owned o
             CROSS JOIN LATERAL identity_of(o.catalog::regclass, o.oid, 0) i
             WHERE (o.oid >= 16384 OR o.catalog = 'pg_namespace')
               AND coalesce(i.schema, '') !~ '^pg_' AND i.schema IS DISTINCT FROM 'information_schema'
               AND NOT (o.catalog = 'pg_namespace' AND i.identity ~ '^"?pg_')
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = o.catalog::regclass AND e.objid = o.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the owners", ObjectNames.expand(SQL), row -> {
            String type = row.getString("type");
            String identity = row.getString("identity");
            return new CatalogObject(
                            new Address("owner of " + row.getString("catalog"), row.getLong("oid")),
                            new ObjectId("owner", "", type + " " + identity),
                            Rank.OWNER)
                    .afterData()
                    .describing(new Address(row.getString("catalog"), row.getLong("oid")))
                    .create("ALTER " + ObjectNames.subject(type, identity) + " OWNER TO "
                            + identifier(row.getString("owner")));
        });
    }
}
