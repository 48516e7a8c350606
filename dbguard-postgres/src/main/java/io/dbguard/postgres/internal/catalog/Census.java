package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;
import io.dbguard.api.schema.Unsupported;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Counts everything that a user can have made, whatever its kind, so that what no catalog class knows is named and not
 * forgotten.
 */
final class Census {
    private static final String SQL = """
            WITH found(catalog, oid, table_oid) AS (
                SELECT 'pg_class', oid, CASE WHEN relkind IN ('r', 'p', 'f', 'm') THEN oid ELSE 0 END
                  FROM pg_class WHERE relkind NOT IN ('t', 'i', 'I', 'c')
                UNION ALL SELECT 'pg_class', i.indexrelid, i.indrelid
                  FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                 WHERE c.relkind <> 't' AND ((i.indisvalid AND i.indisready) OR c.relkind = 'p')
                UNION ALL SELECT 'pg_constraint', oid, conrelid FROM pg_constraint
                 WHERE contype <> 't' AND NOT (contype IN ('c', 'n') AND NOT conislocal)
                   AND NOT (contype = 'f' AND conparentid <> 0)
                   AND NOT EXISTS (SELECT FROM pg_depend e
                                    WHERE e.deptype = 'e' AND e.classid = 'pg_type'::regclass AND e.objid = contypid)
                UNION ALL SELECT 'pg_attrdef', oid, adrelid FROM pg_attrdef
                UNION ALL SELECT 'pg_trigger', oid, tgrelid FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0
                UNION ALL SELECT 'pg_rewrite', oid, ev_class FROM pg_rewrite
                UNION ALL SELECT 'pg_policy', oid, polrelid FROM pg_policy
                UNION ALL SELECT 'pg_statistic_ext', oid, stxrelid FROM pg_statistic_ext
                UNION ALL SELECT 'pg_type', t.oid, 0 FROM pg_type t LEFT JOIN pg_class c ON c.oid = t.typrelid
                 WHERE (t.typrelid = 0 OR c.relkind = 'c')
                   AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
                UNION ALL SELECT 'pg_proc', oid, 0 FROM pg_proc p
                 WHERE NOT EXISTS (SELECT FROM pg_depend d
                                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i')
                UNION ALL SELECT 'pg_namespace', oid, 0 FROM pg_namespace WHERE nspname !~ '^pg_'
                UNION ALL SELECT 'pg_am', oid, 0 FROM pg_am
                UNION ALL SELECT 'pg_cast', oid, 0 FROM pg_cast c
                 WHERE NOT EXISTS (SELECT FROM pg_range r
                                    WHERE r.rngtypid = c.castsource AND r.rngmultitypid = c.casttarget)
                UNION ALL SELECT 'pg_collation', oid, 0 FROM pg_collation
                UNION ALL SELECT 'pg_conversion', oid, 0 FROM pg_conversion
                UNION ALL SELECT 'pg_event_trigger', oid, 0 FROM pg_event_trigger
                UNION ALL SELECT 'pg_foreign_data_wrapper', oid, 0 FROM pg_foreign_data_wrapper
                UNION ALL SELECT 'pg_foreign_server', oid, 0 FROM pg_foreign_server
                UNION ALL SELECT 'pg_user_mapping', umid, 0 FROM pg_user_mappings
                UNION ALL SELECT 'pg_language', oid, 0 FROM pg_language
                UNION ALL SELECT 'pg_largeobject', oid, 0 FROM pg_largeobject_metadata
                UNION ALL SELECT 'pg_opclass', oid, 0 FROM pg_opclass
                UNION ALL SELECT 'pg_operator', oid, 0 FROM pg_operator WHERE oprcode::oid <> 0
                UNION ALL SELECT 'pg_opfamily', oid, 0 FROM pg_opfamily
                UNION ALL SELECT 'pg_publication', oid, 0 FROM pg_publication
                UNION ALL SELECT 'pg_publication_rel', oid, prrelid FROM pg_publication_rel
                UNION ALL SELECT 'pg_transform', oid, 0 FROM pg_transform
                UNION ALL SELECT 'pg_ts_config', oid, 0 FROM pg_ts_config
                UNION ALL SELECT 'pg_ts_dict', oid, 0 FROM pg_ts_dict
                UNION ALL SELECT 'pg_ts_parser', oid, 0 FROM pg_ts_parser
                UNION ALL SELECT 'pg_ts_template', oid, 0 FROM pg_ts_template
                UNION ALL SELECT 'pg_extension', oid, 0 FROM pg_extension
                UNION ALL SELECT 'pg_default_acl', oid, 0 FROM pg_default_acl
                UNION ALL SELECT 'pg_subscription', oid, 0
                  FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
            )
            SELECT f.catalog, f.oid, i.type, i.schema, i.identity, n.nspname, c.relname
              FROM found f
             CROSS JOIN LATERAL pg_identify_object(f.catalog::regclass, f.oid, 0) i
              LEFT JOIN pg_class c ON c.oid = f.table_oid
              LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE f.oid >= 16384 AND c.relpersistence IS DISTINCT FROM 't'
               AND coalesce(n.nspname, i.schema, '') !~ '^pg_'
               AND coalesce(n.nspname, i.schema, '') <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.deptype = 'e'
                                  AND (e.classid, e.objid) IN ((f.catalog::regclass, f.oid),
                                                               ('pg_class'::regclass, f.table_oid)))
             ORDER BY f.catalog, i.identity
            """;

    private Census() {}

    /** Returns what the known objects do not cover. */
    static List<Unsupported> unknown(PgSession session, List<CatalogObject> known) {
        Set<Address> covered = new HashSet<>();
        for (CatalogObject object : known) {
            covered.add(object.address());
            covered.addAll(object.parts());
        }
        List<Unsupported> unknown = new ArrayList<>();
        session.query("count all objects", SQL, row -> {
            if (!covered.contains(new Address(row.getString("catalog"), row.getLong("oid")))) {
                String schema = row.getString("schema");
                String table = row.getString("relname");
                String identity = row.getString("identity");
                unknown.add(new Unsupported(
                        new ObjectId(
                                row.getString("type"), schema == null ? "" : schema, unqualified(schema, identity)),
                        table == null ? Optional.empty() : Optional.of(new TableName(row.getString("nspname"), table)),
                        reason(row.getString("catalog"))));
            }
            return row;
        });
        return unknown;
    }

    private static String reason(String catalog) {
        return switch (catalog) {
            case "pg_user_mapping" -> "this role may not read its options";
            case "pg_subscription" -> "only a superuser may read how it connects";
            default -> "dbguard does not know this kind of object yet";
        };
    }

    private static String unqualified(@org.jspecify.annotations.Nullable String schema, String identity) {
        return schema != null && identity.startsWith(schema + ".") ? identity.substring(schema.length() + 1) : identity;
    }
}
