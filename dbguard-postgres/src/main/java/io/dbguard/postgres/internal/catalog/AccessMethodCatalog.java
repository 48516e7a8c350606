package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Access methods for tables and indexes. */
final class AccessMethodCatalog implements Catalog {
    private static final String SQL = """
            SELECT a.oid, a.amname, a.amhandler::regproc::text AS handler,
                   CASE a.amtype WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END AS type
              FROM pg_am a
             WHERE a.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_am'::regclass AND e.objid = a.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the access methods", SQL, row -> {
            String method = row.getString("amname");
            return new CatalogObject(
                            new Address("pg_am", row.getLong("oid")),
                            new ObjectId("access method", "", method),
                            Rank.ACCESS_METHOD)
                    .create("CREATE ACCESS METHOD " + identifier(method) + " TYPE " + row.getString("type")
                            + " HANDLER " + row.getString("handler"))
                    .drop("DROP ACCESS METHOD IF EXISTS " + identifier(method));
        });
    }
}
