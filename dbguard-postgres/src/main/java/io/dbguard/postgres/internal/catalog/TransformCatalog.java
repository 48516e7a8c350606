package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Transforms between SQL types and those of procedural languages. */
final class TransformCatalog implements Catalog {
    private static final String SQL = """
            SELECT t.oid, format_type(t.trftype, NULL) AS type, quote_ident(l.lanname) AS language,
                   concat_ws(', ',
                       'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql::oid, 0)::regprocedure,
                       'TO SQL WITH FUNCTION ' || nullif(t.trftosql::oid, 0)::regprocedure) AS functions
              FROM pg_transform t
              JOIN pg_language l ON l.oid = t.trflang
             WHERE t.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_transform'::regclass AND e.objid = t.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the transforms", SQL, row -> {
            String transform = row.getString("type") + " LANGUAGE " + row.getString("language");
            return new CatalogObject(
                            new Address("pg_transform", row.getLong("oid")),
                            new ObjectId("transform", "", transform),
                            Rank.TRANSFORM)
                    .create("CREATE TRANSFORM FOR " + transform + " (" + row.getString("functions") + ")")
                    .drop("DROP TRANSFORM IF EXISTS FOR " + transform);
        });
    }
}
