package io.dbguard.postgres.internal.catalog;

import io.dbguard.postgres.internal.session.PgSession;
import java.util.List;

/** Domains with their defaults and constraints. */
final class DomainCatalog implements Catalog {
    private static final String SQL = """
            SELECT t.oid, t.typarray, n.nspname, t.typname,
                   concat_ws(' ',
                       format_type(t.typbasetype, t.typtypmod),
                       CASE WHEN t.typcollation <> b.typcollation
                            THEN (SELECT format('COLLATE %I.%I', cn.nspname, co.collname)
                                    FROM pg_collation co JOIN pg_namespace cn ON cn.oid = co.collnamespace
                                   WHERE co.oid = t.typcollation) END,
                       CASE WHEN t.typdefaultbin IS NOT NULL
                            THEN 'DEFAULT ' || pg_get_expr(t.typdefaultbin, 'pg_type'::regclass)
                            WHEN t.typdefault IS NOT NULL THEN 'DEFAULT ' || quote_literal(t.typdefault) END,
                       CASE WHEN t.typnotnull AND NOT EXISTS (SELECT FROM pg_constraint c
                                                               WHERE c.contypid = t.oid AND c.contype = 'n')
                            THEN 'NOT NULL' END,
                       (SELECT string_agg(format('CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), ' '
                                          ORDER BY c.contype DESC, c.conname)
                          FROM pg_constraint c
                         WHERE c.contypid = t.oid AND c.convalidated)) AS definition,
                   ARRAY(SELECT format('CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid))
                           FROM pg_constraint c
                          WHERE c.contypid = t.oid AND NOT c.convalidated ORDER BY c.conname) AS not_valid,
                   ARRAY(SELECT c.oid::bigint FROM pg_constraint c WHERE c.contypid = t.oid) AS constraints
              FROM pg_type t
              JOIN pg_type b ON b.oid = t.typbasetype
              JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE t.typtype = 'd'
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        return session.query("read the domains", SQL, row -> {
            String domain = TypeCatalog.qualified(row);
            CatalogObject object = TypeCatalog.type(row, "domain")
                    .create("CREATE DOMAIN " + domain + " AS " + row.getString("definition"));
            for (String constraint : (String[]) row.getArray("not_valid").getArray()) {
                object.create("ALTER DOMAIN " + domain + " ADD " + constraint);
            }
            for (Long constraint : (Long[]) row.getArray("constraints").getArray()) {
                object.part(new Address("pg_constraint", constraint));
            }
            return object;
        });
    }
}
