package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.Column;
import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.Table;
import io.dbguard.api.schema.TableName;
import io.dbguard.postgres.internal.catalog.PrivilegesCatalog.AclItems;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Large objects. Their bytes are the rows of a table of that name; creating them is a part of loading those. There may be
 * very many, so that what belongs to each of them stands together in one object.
 */
public final class LargeObjectCatalog implements Catalog {
    /** The table whose rows are the pieces of all large objects. */
    public static final TableName TABLE = new TableName("pg_catalog", "pg_largeobject");

    private static final ObjectId ID = new ObjectId("large objects", "", "all");
    private static final Address ADDRESS = new Address("large objects", 0);

    private static final String OWNERS = """
            SELECT m.oid, pg_get_userbyid(m.lomowner) AS owner FROM pg_largeobject_metadata m ORDER BY m.oid
            """;

    private static final String PRIVILEGES = """
            SELECT m.oid, pg_get_userbyid(m.lomowner) AS owner, side.now, item.grantee = 0 AS to_all,
                   pg_get_userbyid(item.grantee) AS grantee, pg_get_userbyid(item.grantor) AS grantor,
                   item.privilege_type, item.is_grantable
              FROM pg_largeobject_metadata m
             CROSS JOIN LATERAL (VALUES (true, m.lomacl), (false, acldefault('L', m.lomowner))) AS side(now, acl)
              LEFT JOIN LATERAL aclexplode(side.acl) WITH ORDINALITY item ON true
             WHERE m.lomacl IS DISTINCT FROM acldefault('L', m.lomowner) AND m.lomacl IS NOT NULL
             ORDER BY m.oid, side.now, item.ordinality
            """;

    private final List<Table> tables = new ArrayList<>();

    @Override
    public List<CatalogObject> read(PgSession session) {
        CatalogObject all = new CatalogObject(ADDRESS, ID, Rank.TABLE).of(TABLE);
        CatalogObject owners = attached("owner", Rank.OWNER);
        session.query("read the large objects", OWNERS, row -> {
            all.part(new Address("pg_largeobject", row.getLong("oid")));
            return owners.create(
                    "ALTER LARGE OBJECT " + row.getLong("oid") + " OWNER TO " + identifier(row.getString("owner")));
        });
        if (all.parts().isEmpty()) {
            return List.of();
        }
        List<Column> columns =
                List.of(new Column("oid", "oid"), new Column("at", "bigint"), new Column("bytes", "bytea"));
        tables.add(new Table(TABLE, ID, columns, List.of("oid", "at")));
        CatalogObject privileges = attached("privileges", Rank.PRIVILEGES);
        readPrivileges(session, privileges);
        return privileges.create().isEmpty() ? List.of(all, owners) : List.of(all, owners, privileges);
    }

    /** Returns the table, if there are large objects; filled by {@link #read}. */
    List<Table> tables() {
        return tables;
    }

    private static void readPrivileges(PgSession session, CatalogObject privileges) {
        record Lists(AclStatements statements, AclItems present, AclItems initial) {}
        Map<Long, Lists> byOid = new LinkedHashMap<>();
        session.query("read the privileges on large objects", PRIVILEGES, row -> {
            long oid = row.getLong("oid");
            if (!byOid.containsKey(oid)) {
                var statements = new AclStatements("", "", "LARGE OBJECT " + oid, identifier(row.getString("owner")));
                byOid.put(oid, new Lists(statements, new AclItems(), new AclItems()));
            }
            (row.getBoolean("now") ? byOid.get(oid).present : byOid.get(oid).initial).add(row);
            return oid;
        });
        for (Lists lists : byOid.values()) {
            lists.statements
                    .change(lists.initial.items(), lists.present.items())
                    .forEach(privileges::create);
        }
    }

    private static CatalogObject attached(String kind, Rank rank) {
        return new CatalogObject(
                        new Address(kind + " of large objects", 0), new ObjectId(kind, "", "large objects"), rank)
                .of(TABLE)
                .afterData()
                .needs(ADDRESS);
    }
}
