package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who may do what, where that differs from what a new object allows, or from what initdb or an extension set up. Down to
 * single columns, and also on objects of the system; but not on the information schema, of which initdb keeps no record.
 */
final class PrivilegesCatalog implements Catalog {
    /** One row for each privilege; {@code now} tells the present list from the one to start from. */
    private static final String SQL = """
            WITH granted(catalog, oid, sub, owner, acl, kind) AS (
                SELECT 'pg_class', oid, 0, relowner, relacl, (CASE relkind WHEN 'S' THEN 's' ELSE 'r' END)::"char"
                  FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relpersistence <> 't'
                UNION ALL
                SELECT 'pg_class', a.attrelid, a.attnum, c.relowner, a.attacl, 'c'
                  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                 WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND c.relpersistence <> 't' AND NOT a.attisdropped
                   AND (a.attacl IS NOT NULL
                        OR EXISTS (SELECT FROM pg_init_privs p WHERE p.classoid = 'pg_class'::regclass
                                                                 AND p.objoid = a.attrelid AND p.objsubid = a.attnum))
                UNION ALL SELECT 'pg_namespace', oid, 0, nspowner, nspacl, 'n' FROM pg_namespace
                           WHERE nspname !~ '^pg_(toast|temp)'
                UNION ALL SELECT 'pg_proc', oid, 0, proowner, proacl, 'f' FROM pg_proc
                UNION ALL SELECT 'pg_type', oid, 0, typowner, typacl, 'T' FROM pg_type
                UNION ALL SELECT 'pg_language', oid, 0, lanowner, lanacl, 'l' FROM pg_language
                UNION ALL SELECT 'pg_foreign_data_wrapper', oid, 0, fdwowner, fdwacl, 'F' FROM pg_foreign_data_wrapper
                UNION ALL SELECT 'pg_foreign_server', oid, 0, srvowner, srvacl, 'S' FROM pg_foreign_server
            ), lists AS (
                SELECT g.*, coalesce(g.acl, acldefault(g.kind, g.owner)) AS present,
                       coalesce(CASE WHEN g.catalog = 'pg_namespace' AND n.nspname = 'public'
                                     THEN acldefault('n', g.owner) || makeaclitem(0, g.owner, 'USAGE', false) END,
                                p.initprivs, acldefault(g.kind, g.owner)) AS initial
                  FROM granted g
                  LEFT JOIN pg_init_privs p ON p.classoid = g.catalog::regclass AND p.objoid = g.oid AND p.objsubid = g.sub
                  LEFT JOIN pg_namespace n ON g.catalog = 'pg_namespace' AND n.oid = g.oid
            )
            SELECT l.catalog, l.oid, l.sub, pg_get_userbyid(l.owner) AS owner, i.type, i.identity, a.attname,
                   side.now, item.ordinality AS position, item.grantee = 0 AS to_all,
                   pg_get_userbyid(item.grantee) AS grantee, pg_get_userbyid(item.grantor) AS grantor,
                   item.privilege_type, item.is_grantable
              FROM lists l
             CROSS JOIN LATERAL identity_of(l.catalog::regclass, l.oid, 0) i
              LEFT JOIN pg_attribute a ON l.sub > 0 AND a.attrelid = l.oid AND a.attnum = l.sub
             CROSS JOIN LATERAL (VALUES (true, l.present), (false, l.initial)) AS side(now, acl)
              LEFT JOIN LATERAL aclexplode(side.acl) WITH ORDINALITY item ON true
             WHERE l.present IS DISTINCT FROM l.initial AND i.identity !~ '^information_schema([.]|$)'
             ORDER BY l.catalog, l.oid, l.sub, side.now, item.ordinality
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        Map<String, Granted> granted = new LinkedHashMap<>();
        session.query("read the privileges", ObjectNames.expand(SQL), row -> {
            String key = row.getString("catalog") + " " + row.getLong("oid") + " " + row.getInt("sub");
            if (!granted.containsKey(key)) {
                granted.put(key, Granted.of(row));
            }
            return granted.get(key).add(row);
        });
        return granted.values().stream()
                .map(Granted::toObject)
                .filter(object -> !object.create().isEmpty())
                .toList();
    }

    /** The lists of one object, or of one column. */
    private static final class Granted {
        private final Address address;
        private final ObjectId id;
        private final AclStatements statements;
        private final AclItems present = new AclItems();
        private final AclItems initial = new AclItems();

        private Granted(Address address, ObjectId id, AclStatements statements) {
            this.address = address;
            this.id = id;
            this.statements = statements;
        }

        static Granted of(ResultSet row) throws SQLException {
            String column = row.getString("attname");
            String type = row.getString("type");
            String identity = row.getString("identity");
            return new Granted(
                    new Address(row.getString("catalog"), row.getLong("oid")),
                    new ObjectId("privileges", "", type + " " + identity + (column == null ? "" : "." + column)),
                    new AclStatements(
                            "",
                            column == null ? "" : identifier(column),
                            target(row.getString("catalog"), type, identity),
                            identifier(row.getString("owner"))));
        }

        Granted add(ResultSet row) throws SQLException {
            (row.getBoolean("now") ? present : initial).add(row);
            return this;
        }

        CatalogObject toObject() {
            CatalogObject object = new CatalogObject(new Address("privileges", 0), id, Rank.PRIVILEGES).afterData();
            statements.change(initial.items(), present.items()).forEach(object::create);
            statements.change(present.items(), initial.items()).forEach(object::drop);
            return address.oid() >= 16384 ? object.describing(address) : object.needs(address);
        }

        private static String target(String catalog, String type, String identity) {
            return switch (catalog) {
                case "pg_proc" -> "ROUTINE " + identity;
                case "pg_class" -> (type.equals("sequence") ? "SEQUENCE " : "TABLE ") + identity;
                case "pg_foreign_data_wrapper" -> "FOREIGN DATA WRAPPER " + identity;
                case "pg_foreign_server" -> "FOREIGN SERVER " + identity;
                default -> type.toUpperCase(java.util.Locale.ROOT) + " " + identity;
            };
        }
    }

    /** Collects the privileges of one list, in its order. */
    static final class AclItems {
        private final Map<List<String>, Set<String>> plain = new LinkedHashMap<>();
        private final Map<List<String>, Set<String>> grantable = new LinkedHashMap<>();
        private final Set<List<String>> order = new LinkedHashSet<>();

        void add(ResultSet row) throws SQLException {
            String privilege = row.getString("privilege_type");
            if (privilege == null) {
                return;
            }
            String grantee = row.getBoolean("to_all") ? "PUBLIC" : identifier(row.getString("grantee"));
            List<String> item = List.of(grantee, identifier(row.getString("grantor")));
            order.add(item);
            (row.getBoolean("is_grantable") ? grantable : plain)
                    .computeIfAbsent(item, i -> new LinkedHashSet<>())
                    .add(privilege);
        }

        Collection<AclItem> items() {
            List<AclItem> items = new ArrayList<>();
            for (List<String> item : order) {
                items.add(new AclItem(
                        item.get(0),
                        item.get(1),
                        plain.getOrDefault(item, Set.of()),
                        grantable.getOrDefault(item, Set.of())));
            }
            return items;
        }
    }
}
