package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Schemas. */
final class SchemaCatalog implements Catalog {
    private static final String SQL = """
            SELECT n.oid, n.nspname
              FROM pg_namespace n
             WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_namespace'::regclass AND e.objid = n.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the schemas", SQL, row -> {
            String schema = row.getString("nspname");
            return new CatalogObject(
                            new Address("pg_namespace", row.getLong("oid")),
                            new ObjectId("schema", "", schema),
                            Rank.SCHEMA)
                    .create("CREATE SCHEMA " + identifier(schema))
                    .drop("DROP SCHEMA IF EXISTS " + identifier(schema));
        });
    }
}
