package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;
import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Conversions between character encodings. */
final class ConversionCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.conname, c.condefault, c.conproc::regproc::text AS function,
                   pg_encoding_to_char(c.conforencoding) AS from_encoding,
                   pg_encoding_to_char(c.contoencoding) AS to_encoding
              FROM pg_conversion c
              JOIN pg_namespace n ON n.oid = c.connamespace
             WHERE c.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_conversion'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the conversions", SQL, row -> {
            String schema = row.getString("nspname");
            String conversion = row.getString("conname");
            String standard = row.getBoolean("condefault") ? "DEFAULT " : "";
            return new CatalogObject(
                            new Address("pg_conversion", row.getLong("oid")),
                            new ObjectId("conversion", schema, conversion),
                            Rank.CONVERSION)
                    .create("CREATE " + standard + "CONVERSION " + identifier(schema, conversion) + " FOR "
                            + literal(row.getString("from_encoding")) + " TO " + literal(row.getString("to_encoding"))
                            + " FROM " + row.getString("function"))
                    .drop("DROP CONVERSION IF EXISTS " + identifier(schema, conversion));
        });
    }
}
