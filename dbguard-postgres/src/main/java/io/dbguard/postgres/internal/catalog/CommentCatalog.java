package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** Comments on all that can have one. A comment that initdb or an extension wrote is not the user's. */
final class CommentCatalog implements Catalog {
    private static final String SQL = """
            SELECT d.classoid::regclass::text AS catalog, d.objoid, d.objsubid, d.description, i.type, i.identity
              FROM pg_description d
             CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
             WHERE d.objoid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = d.classoid AND e.objid = d.objoid AND e.deptype = 'e')
            UNION ALL
            SELECT 'pg_namespace', n.oid, 0, obj_description(n.oid, 'pg_namespace'), 'schema', 'public'
              FROM pg_namespace n
             WHERE n.nspname = 'public' AND n.oid < 16384
               AND obj_description(n.oid, 'pg_namespace') IS DISTINCT FROM 'standard public schema'
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the comments", SQL, CommentCatalog::comment);
    }

    private static CatalogObject comment(ResultSet row) throws SQLException {
        String type = row.getString("type");
        String identity = row.getString("identity");
        String text = row.getString("description");
        var described = new Address(row.getString("catalog"), row.getLong("objoid"));
        return new CatalogObject(
                        new Address("pg_description", 0),
                        new ObjectId("comment", "", type + " " + identity),
                        Rank.COMMENT)
                .needs(described)
                .create("COMMENT ON " + subject(type, identity) + " IS " + (text == null ? "NULL" : literal(text)));
    }

    /** Turns what pg_identify_object says into what COMMENT ON takes. */
    private static String subject(String type, String identity) {
        return switch (type) {
            case "table constraint" -> "CONSTRAINT " + identity;
            case "domain constraint" -> "CONSTRAINT " + identity.replaceFirst(" on ", " ON DOMAIN ");
            case "foreign-data wrapper" -> "FOREIGN DATA WRAPPER " + identity;
            case "statistics object" -> "STATISTICS " + identity;
            case "transform" ->
                "TRANSFORM " + identity.replaceFirst("^for ", "FOR ").replaceFirst(" on language ", " LANGUAGE ");
            default -> (type.endsWith(" column") ? "COLUMN" : type.toUpperCase(Locale.ROOT)) + " " + identity;
        };
    }
}
