package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Extensions, by name; which version is installed is up to the server that the backup goes to, as with pg_dump. */
final class ExtensionCatalog implements Catalog {
    private static final String SQL = """
            SELECT x.oid, x.extname, n.nspname
              FROM pg_extension x
              JOIN pg_namespace n ON n.oid = x.extnamespace
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the extensions", SQL, row -> {
            String extension = row.getString("extname");
            return new CatalogObject(
                            new Address("pg_extension", row.getLong("oid")),
                            new ObjectId("extension", "", extension),
                            Rank.EXTENSION)
                    .create("CREATE EXTENSION IF NOT EXISTS " + identifier(extension) + " WITH SCHEMA "
                            + identifier(row.getString("nspname")))
                    .drop("DROP EXTENSION IF EXISTS " + identifier(extension));
        });
    }
}
