package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;
import java.util.Locale;

/** Objects that were marked as depending on an extension, so that they go when it goes. */
final class ExtensionDependencyCatalog implements Catalog {
    private static final String SQL = """
            SELECT d.classid::regclass::text AS catalog, d.objid, x.oid AS extension_oid, x.extname, i.type, i.identity
              FROM pg_depend d
              JOIN pg_extension x ON x.oid = d.refobjid
             CROSS JOIN LATERAL identity_of(d.classid, d.objid, 0) i
             WHERE d.deptype = 'x' AND d.refclassid = 'pg_extension'::regclass
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read what was marked as depending on extensions", ObjectNames.expand(SQL), row -> {
            String subject = row.getString("type").toUpperCase(Locale.ROOT) + " " + row.getString("identity");
            String extension = " DEPENDS ON EXTENSION " + identifier(row.getString("extname"));
            return new CatalogObject(
                            new Address("extension dependency", 0),
                            new ObjectId("extension dependency", "", subject + extension),
                            Rank.TABLE_SETTING)
                    .describing(new Address(row.getString("catalog"), row.getLong("objid")))
                    .needs(new Address("pg_extension", row.getLong("extension_oid")))
                    .create("ALTER " + subject + extension)
                    .drop("ALTER " + subject + " NO" + extension);
        });
    }
}
