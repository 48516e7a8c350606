package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Procedural languages that did not come with an extension. */
final class LanguageCatalog implements Catalog {
    private static final String SQL = """
            SELECT l.oid, l.lanname, l.lanpltrusted,
                   concat(' HANDLER ' || nullif(l.lanplcallfoid, 0)::regproc,
                          ' INLINE ' || nullif(l.laninline, 0)::regproc,
                          ' VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc) AS functions
              FROM pg_language l
             WHERE l.lanispl AND l.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_language'::regclass AND e.objid = l.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the languages", SQL, row -> {
            String language = row.getString("lanname");
            String trusted = row.getBoolean("lanpltrusted") ? "TRUSTED " : "";
            return new CatalogObject(
                            new Address("pg_language", row.getLong("oid")),
                            new ObjectId("language", "", language),
                            Rank.LANGUAGE)
                    .create("CREATE " + trusted + "PROCEDURAL LANGUAGE " + identifier(language)
                            + row.getString("functions"))
                    .drop("DROP LANGUAGE IF EXISTS " + identifier(language));
        });
    }
}
