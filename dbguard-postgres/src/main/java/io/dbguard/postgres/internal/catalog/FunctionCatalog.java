package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Functions and procedures in every language; aggregates are another kind. */
final class FunctionCatalog implements Catalog {
    private static final String SQL = """
            SELECT p.oid, n.nspname, p.proname, p.prokind,
                   pg_get_function_identity_arguments(p.oid) AS arguments,
                   pg_get_functiondef(p.oid) AS definition
              FROM pg_proc p
              JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE p.prokind IN ('f', 'p', 'w')
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the functions", SQL, row -> {
            String kind = row.getString("prokind").equals("p") ? "procedure" : "function";
            String schema = row.getString("nspname");
            String function = row.getString("proname");
            String arguments = "(" + row.getString("arguments") + ")";
            return new CatalogObject(
                            new Address("pg_proc", row.getLong("oid")),
                            new ObjectId(kind, schema, function + arguments),
                            Rank.FUNCTION)
                    .create(row.getString("definition").strip())
                    .drop("DROP " + kind.toUpperCase(java.util.Locale.ROOT) + " IF EXISTS "
                            + identifier(schema, function) + arguments);
        });
    }
}
