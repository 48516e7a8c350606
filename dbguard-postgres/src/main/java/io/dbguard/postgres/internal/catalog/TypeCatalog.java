package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;
import static io.dbguard.postgres.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Enums and composite types. */
final class TypeCatalog implements Catalog {
    private static final String ENUMS = """
            SELECT t.oid, t.typarray, n.nspname, t.typname,
                   array_agg(e.enumlabel ORDER BY e.enumsortorder) FILTER (WHERE e.oid IS NOT NULL) AS labels
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
              LEFT JOIN pg_enum e ON e.enumtypid = t.oid
             WHERE t.typtype = 'e'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
             GROUP BY t.oid, t.typarray, n.nspname, t.typname
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the enums", ENUMS, TypeCatalog::enumeration);
    }

    private static CatalogObject enumeration(ResultSet row) throws SQLException {
        String labels = Arrays.stream(labels(row)).map(label -> literal(label)).collect(Collectors.joining(", "));
        return type(row, "type").create("CREATE TYPE " + qualified(row) + " AS ENUM (" + labels + ")");
    }

    static CatalogObject type(ResultSet row, String kind) throws SQLException {
        return new CatalogObject(
                        new Address("pg_type", row.getLong("oid")),
                        new ObjectId(kind, row.getString("nspname"), row.getString("typname")),
                        Rank.TYPE)
                .part(new Address("pg_type", row.getLong("typarray")))
                .drop("DROP " + kind.toUpperCase(java.util.Locale.ROOT) + " IF EXISTS " + qualified(row));
    }

    static String qualified(ResultSet row) throws SQLException {
        return identifier(row.getString("nspname"), row.getString("typname"));
    }

    private static String[] labels(ResultSet row) throws SQLException {
        var labels = row.getArray("labels");
        return labels == null ? new String[0] : (String[]) labels.getArray();
    }
}
