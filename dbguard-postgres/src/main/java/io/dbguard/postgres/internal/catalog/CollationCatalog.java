package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;
import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Collations. Their version is that of the library on the server that the backup goes to. */
final class CollationCatalog implements Catalog {
    private static final String SQL = """
            SELECT c.oid, n.nspname, c.collname, c.collprovider, c.collisdeterministic, c.collcollate, c.collctype,
                   %s AS locale, %s AS rules
              FROM pg_collation c
              JOIN pg_namespace n ON n.oid = c.collnamespace
             WHERE c.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_collation'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        int version = session.majorVersion();
        String locale = version >= 17 ? "c.colllocale" : version >= 15 ? "c.colliculocale" : "c.collcollate";
        String rules = version >= 16 ? "c.collicurules" : "NULL::text";
        return session.query("read the collations", SQL.formatted(locale, rules), row -> {
            String schema = row.getString("nspname");
            String collation = row.getString("collname");
            return new CatalogObject(
                            new Address("pg_collation", row.getLong("oid")),
                            new ObjectId("collation", schema, collation),
                            Rank.COLLATION)
                    .create("CREATE COLLATION " + identifier(schema, collation) + " (" + options(row) + ")")
                    .drop("DROP COLLATION IF EXISTS " + identifier(schema, collation));
        });
    }

    private static String options(ResultSet row) throws SQLException {
        List<String> options = new ArrayList<>();
        String provider = row.getString("collprovider");
        switch (provider) {
            case "i" -> options.add("provider = icu");
            case "b" -> options.add("provider = builtin");
            case "c" -> options.add("provider = libc");
            default -> options.add("provider = default");
        }
        if (!row.getBoolean("collisdeterministic")) {
            options.add("deterministic = false");
        }
        if (provider.equals("i") || provider.equals("b")) {
            options.add("locale = " + literal(row.getString("locale")));
        } else if (provider.equals("c")) {
            options.add("lc_collate = " + literal(row.getString("collcollate")));
            options.add("lc_ctype = " + literal(row.getString("collctype")));
        }
        if (row.getString("rules") != null) {
            options.add("rules = " + literal(row.getString("rules")));
        }
        return String.join(", ", options);
    }
}
