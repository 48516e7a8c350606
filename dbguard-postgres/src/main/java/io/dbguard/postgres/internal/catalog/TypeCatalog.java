package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Enums, composite types and range types. */
final class TypeCatalog implements Catalog {
    private static final String ENUMS = """
            SELECT t.oid, t.typarray, t.typnamespace, n.nspname, t.typname,
                   format('AS ENUM (%s)', (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
                                             FROM pg_enum e WHERE e.enumtypid = t.oid)) AS definition
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE t.typtype = 'e' AND t.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
            """;

    private static final String COMPOSITES = """
            SELECT t.oid, t.typarray, t.typrelid, n.nspname, t.typname,
                   format('AS (%s)', (
                       SELECT string_agg(
                                  concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
                                      CASE WHEN a.attcollation <> at.typcollation
                                           THEN (SELECT format('COLLATE %I.%I', cn.nspname, co.collname)
                                                   FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                                                  WHERE co.oid = a.attcollation) END),
                                  ', ' ORDER BY a.attnum)
                         FROM pg_attribute a JOIN pg_type at ON at.oid = a.atttypid
                        WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped)) AS definition
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
              JOIN pg_class c ON c.oid = t.typrelid AND c.relkind = 'c'
             WHERE t.typtype = 'c' AND t.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
            """;

    /** The functions that build values and the multirange type come with the range type. */
    private static final String RANGES = """
            SELECT t.oid, t.typarray, t.typnamespace, n.nspname, t.typname, r.rngmultitypid, m.typarray AS multi_array,
                   format('AS RANGE (%s)', concat_ws(', ',
                       'subtype = ' || format_type(r.rngsubtype, NULL),
                       format('multirange_type_name = %I.%I', mn.nspname, m.typname),
                       CASE WHEN NOT o.opcdefault
                            THEN format('subtype_opclass = %I.%I', opn.nspname, o.opcname) END,
                       CASE WHEN r.rngcollation <> s.typcollation
                            THEN format('collation = %I.%I', cn.nspname, co.collname) END,
                       'canonical = ' || nullif(r.rngcanonical::oid, 0)::regproc,
                       'subtype_diff = ' || nullif(r.rngsubdiff::oid, 0)::regproc)) AS definition,
                   r.rngcanonical::oid::bigint AS canonical,
                   ARRAY(SELECT p.oid::bigint FROM pg_depend d JOIN pg_proc p ON p.oid = d.objid
                          WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass
                            AND d.refobjid IN (t.oid, m.oid) AND d.deptype = 'i') AS functions
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
              JOIN pg_range r ON r.rngtypid = t.oid
              JOIN pg_type s ON s.oid = r.rngsubtype
              JOIN pg_type m ON m.oid = r.rngmultitypid
              JOIN pg_namespace mn ON mn.oid = m.typnamespace
              JOIN pg_opclass o ON o.oid = r.rngsubopc
              JOIN pg_namespace opn ON opn.oid = o.opcnamespace
              LEFT JOIN pg_collation co ON co.oid = r.rngcollation
              LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
             WHERE t.typtype = 'r' AND t.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> types = new ArrayList<>();
        types.addAll(session.query("read the enums", ENUMS, TypeCatalog::type));
        types.addAll(session.query(
                "read the composite types",
                COMPOSITES,
                row -> type(row).part(new Address("pg_class", row.getLong("typrelid")))));
        session.query("read the range types", RANGES, row -> types.addAll(range(row)));
        return types;
    }

    /** A canonical function takes the range type, so that the type has to exist as a shell before it. */
    private static List<CatalogObject> range(ResultSet row) throws SQLException {
        CatalogObject range = type(row)
                .part(new Address("pg_type", row.getLong("rngmultitypid")))
                .part(new Address("pg_type", row.getLong("multi_array")));
        for (Long function : (Long[]) row.getArray("functions").getArray()) {
            range.part(new Address("pg_proc", function));
        }
        return row.getLong("canonical") == 0 ? List.of(range) : List.of(range, ShellTypes.shellOf(range, row));
    }

    private static CatalogObject type(ResultSet row) throws SQLException {
        return type(row, "type", Rank.TYPE).create("CREATE TYPE " + qualified(row) + " " + row.getString("definition"));
    }

    static CatalogObject type(ResultSet row, String kind, Rank rank) throws SQLException {
        return new CatalogObject(
                        new Address("pg_type", row.getLong("oid")),
                        new ObjectId(kind, row.getString("nspname"), row.getString("typname")),
                        rank)
                .part(new Address("pg_type", row.getLong("typarray")))
                .drop("DROP " + kind.toUpperCase(Locale.ROOT) + " IF EXISTS " + qualified(row));
    }

    static String qualified(ResultSet row) throws SQLException {
        return identifier(row.getString("nspname"), row.getString("typname"));
    }
}
