package io.dbguard.postgres.internal.catalog;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Casts between types. */
final class CastCatalog implements Catalog {
    /** A range type brings the cast to its multirange type along. */
    private static final String SQL = """
            SELECT c.oid, format('(%s AS %s)', format_type(c.castsource, NULL), format_type(c.casttarget, NULL)) AS types,
                   CASE c.castmethod WHEN 'b' THEN 'WITHOUT FUNCTION'
                                     WHEN 'i' THEN 'WITH INOUT'
                                     ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END
                   || CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END AS how
              FROM pg_cast c
             WHERE c.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_range r WHERE r.rngtypid = c.castsource AND r.rngmultitypid = c.casttarget)
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_cast'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the casts", SQL, row -> {
            String types = row.getString("types");
            return new CatalogObject(
                            new Address("pg_cast", row.getLong("oid")), new ObjectId("cast", "", types), Rank.CAST)
                    .create("CREATE CAST " + types + " " + row.getString("how"))
                    .drop("DROP CAST IF EXISTS " + types);
        });
    }
}
