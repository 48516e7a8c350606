package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.catalog.PrivilegesCatalog.AclItems;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What objects that a role creates later will allow. Set when all others are there, so that it does not act on them. */
final class DefaultPrivilegesCatalog implements Catalog {
    /** A list for one schema starts from nothing, which is also what a column starts from. */
    private static final String SQL = """
            SELECT d.oid, pg_get_userbyid(d.defaclrole) AS role, n.oid AS schema_oid, n.nspname,
                   CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                        WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' WHEN 'L' THEN 'LARGE OBJECTS' END
                       AS target,
                   side.now, item.grantee = 0 AS to_all, pg_get_userbyid(item.grantee) AS grantee,
                   pg_get_userbyid(item.grantor) AS grantor, item.privilege_type, item.is_grantable
              FROM pg_default_acl d
              LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
             CROSS JOIN LATERAL (VALUES
                   (true, d.defaclacl),
                   (false, CASE WHEN d.defaclnamespace = 0
                                THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END,
                                                d.defaclrole)
                                ELSE acldefault('c', d.defaclrole) END)) AS side(now, acl)
              LEFT JOIN LATERAL aclexplode(side.acl) WITH ORDINALITY item ON true
             ORDER BY d.oid, side.now, item.ordinality
            """;

    private record Lists(CatalogObject object, AclStatements statements, AclItems present, AclItems initial) {}

    @Override
    public List<CatalogObject> read(PgSession session) {
        Map<Long, Lists> byOid = new LinkedHashMap<>();
        session.query("read the default privileges", SQL, row -> {
            long oid = row.getLong("oid");
            if (!byOid.containsKey(oid)) {
                byOid.put(oid, start(row));
            }
            (row.getBoolean("now") ? byOid.get(oid).present : byOid.get(oid).initial).add(row);
            return oid;
        });
        return byOid.values().stream().map(DefaultPrivilegesCatalog::finish).toList();
    }

    private static Lists start(ResultSet row) throws SQLException {
        String schema = row.getString("nspname");
        String role = row.getString("role");
        String target = row.getString("target");
        CatalogObject object = new CatalogObject(
                        new Address("pg_default_acl", row.getLong("oid")),
                        new ObjectId("default privileges", schema == null ? "" : schema, role + " " + target),
                        Rank.DEFAULT_PRIVILEGES)
                .afterData();
        if (schema != null) {
            object.needs(new Address("pg_namespace", row.getLong("schema_oid")));
        }
        String prefix = "ALTER DEFAULT PRIVILEGES FOR ROLE " + identifier(role)
                + (schema == null ? "" : " IN SCHEMA " + identifier(schema)) + " ";
        return new Lists(
                object, new AclStatements(prefix, "", target, identifier(role)), new AclItems(), new AclItems());
    }

    private static CatalogObject finish(Lists lists) {
        lists.statements.change(lists.initial.items(), lists.present.items()).forEach(lists.object::create);
        lists.statements.change(lists.present.items(), lists.initial.items()).forEach(lists.object::drop);
        return lists.object;
    }
}
