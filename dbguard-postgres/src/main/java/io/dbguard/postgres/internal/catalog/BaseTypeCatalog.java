package io.dbguard.postgres.internal.catalog;

import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Base types with their functions, and types that never got beyond a shell. */
final class BaseTypeCatalog implements Catalog {
    private static final String SQL = """
            SELECT t.oid, t.typarray, t.typnamespace, n.nspname, t.typname, t.typisdefined,
                   concat_ws(', ',
                       'INTERNALLENGTH = ' || CASE WHEN t.typlen < 0 THEN 'VARIABLE' ELSE t.typlen::text END,
                       'INPUT = ' || t.typinput, 'OUTPUT = ' || t.typoutput,
                       'RECEIVE = ' || nullif(t.typreceive::oid, 0)::regproc,
                       'SEND = ' || nullif(t.typsend::oid, 0)::regproc,
                       'TYPMOD_IN = ' || nullif(t.typmodin::oid, 0)::regproc,
                       'TYPMOD_OUT = ' || nullif(t.typmodout::oid, 0)::regproc,
                       'ANALYZE = ' || nullif(t.typanalyze::oid, 0)::regproc,
                       'SUBSCRIPT = ' || nullif(t.typsubscript::oid, 0)::regproc,
                       'ELEMENT = ' || format_type(nullif(t.typelem, 0), NULL),
                       CASE WHEN t.typcollation <> 0 THEN 'COLLATABLE = true' END,
                       'DEFAULT = ' || quote_literal(t.typdefault),
                       CASE WHEN t.typcategory <> 'U' THEN 'CATEGORY = ' || quote_literal(t.typcategory::text) END,
                       CASE WHEN t.typispreferred THEN 'PREFERRED = true' END,
                       CASE WHEN t.typdelim <> ',' THEN 'DELIMITER = ' || quote_literal(t.typdelim::text) END,
                       CASE t.typalign WHEN 'c' THEN 'ALIGNMENT = char' WHEN 's' THEN 'ALIGNMENT = int2'
                                       WHEN 'i' THEN 'ALIGNMENT = int4' WHEN 'd' THEN 'ALIGNMENT = double' END,
                       CASE t.typstorage WHEN 'p' THEN 'STORAGE = plain' WHEN 'e' THEN 'STORAGE = external'
                                         WHEN 'x' THEN 'STORAGE = extended' WHEN 'm' THEN 'STORAGE = main' END,
                       CASE WHEN t.typbyval THEN 'PASSEDBYVALUE' END) AS definition
              FROM pg_type t
              JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE (t.typtype = 'b' OR (t.typtype = 'p' AND NOT t.typisdefined)) AND t.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = t.oid)
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> types = new ArrayList<>();
        session.query("read the base types", SQL, row -> types.addAll(type(row)));
        return types;
    }

    private static List<CatalogObject> type(ResultSet row) throws SQLException {
        String name = TypeCatalog.qualified(row);
        CatalogObject type = TypeCatalog.type(row, "type", Rank.TYPE);
        if (!row.getBoolean("typisdefined")) {
            return List.of(type.create("CREATE TYPE " + name));
        }
        type.create("CREATE TYPE " + name + " (" + row.getString("definition") + ")");
        return List.of(type, ShellTypes.shellOf(type, row));
    }
}
