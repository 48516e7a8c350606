package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Comments and security labels. What initdb or an extension wrote is not the user's. */
final class CommentCatalog implements Catalog {
    private static final String COMMENTS = """
            SELECT d.classoid::regclass::text AS catalog, d.objoid, d.description, i.type, i.identity
              FROM pg_description d
             CROSS JOIN LATERAL identity_of(d.classoid, d.objoid, d.objsubid) i
             WHERE (d.objoid >= 16384 OR d.classoid = 'pg_largeobject'::regclass)
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
            UNION ALL
            SELECT 'pg_namespace', n.oid, obj_description(n.oid, 'pg_namespace'), 'schema', 'public'
              FROM pg_namespace n
             WHERE n.nspname = 'public' AND n.oid < 16384
               AND obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM 'standard public schema'
            """;

    private static final String LABELS = """
            SELECT l.classoid::regclass::text AS catalog, l.objoid, l.label, l.provider, i.type, i.identity
              FROM pg_seclabel l
             CROSS JOIN LATERAL identity_of(l.classoid, l.objoid, l.objsubid) i
             WHERE NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = l.classoid AND e.objid = l.objoid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = new ArrayList<>();
        objects.addAll(session.query("read the comments", ObjectNames.expand(COMMENTS), row -> {
            String text = row.getString("description");
            return describing(row, "comment", Rank.COMMENT)
                    .create("COMMENT ON " + subject(row) + " IS " + (text == null ? "NULL" : literal(text)));
        }));
        objects.addAll(session.query("read the security labels", ObjectNames.expand(LABELS), row -> {
            String provider = row.getString("provider");
            return describing(row, "security label", Rank.SECURITY_LABEL)
                    .create("SECURITY LABEL FOR " + literal(provider) + " ON " + subject(row) + " IS "
                            + literal(row.getString("label")));
        }));
        return objects;
    }

    private static CatalogObject describing(ResultSet row, String kind, Rank rank) throws SQLException {
        var described = new Address(row.getString("catalog"), row.getLong("objoid"));
        return new CatalogObject(
                        new Address(kind, 0),
                        new ObjectId(kind, "", row.getString("type") + " " + row.getString("identity")),
                        rank)
                .afterData()
                .describing(described);
    }

    private static String subject(ResultSet row) throws SQLException {
        return ObjectNames.subject(row.getString("type"), row.getString("identity"));
    }
}
