package io.dbguard.postgres.internal.catalog;

import static io.dbguard.postgres.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.postgres.internal.session.PgSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Domains, and their constraints as objects of their own, since those may call functions that take the domain. */
final class DomainCatalog implements Catalog {
    private static final String DOMAINS = """
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
                       CASE WHEN t.typnotnull
                            THEN coalesce((SELECT format('CONSTRAINT %I NOT NULL', c.conname) FROM pg_constraint c
                                            WHERE c.contypid = t.oid AND c.contype = 'n'), 'NOT NULL') END)
                       AS definition,
                   ARRAY(SELECT c.oid::bigint FROM pg_constraint c
                          WHERE c.contypid = t.oid AND c.contype = 'n') AS not_nulls
              FROM pg_type t
              JOIN pg_type b ON b.oid = t.typbasetype
              JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE t.typtype = 'd' AND t.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
            """;

    private static final String CONSTRAINTS = """
            SELECT c.oid, c.conname, c.contypid, n.nspname, t.typname, pg_get_constraintdef(c.oid) AS definition
              FROM pg_constraint c
              JOIN pg_type t ON t.oid = c.contypid
              JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE c.contype = 'c' AND c.oid >= 16384
               AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_type'::regclass AND x.objid = t.oid AND x.deptype = 'e')
            """;

    @Override
    public List<CatalogObject> read(PgSession session) {
        List<CatalogObject> objects = new ArrayList<>();
        objects.addAll(session.query("read the domains", DOMAINS, DomainCatalog::domain));
        objects.addAll(session.query("read the constraints of domains", CONSTRAINTS, DomainCatalog::constraint));
        return objects;
    }

    private static CatalogObject domain(ResultSet row) throws SQLException {
        CatalogObject domain = TypeCatalog.type(row, "domain", Rank.TYPE)
                .create("CREATE DOMAIN " + TypeCatalog.qualified(row) + " AS " + row.getString("definition"));
        for (Long constraint : (Long[]) row.getArray("not_nulls").getArray()) {
            domain.part(new Address("pg_constraint", constraint));
        }
        return domain;
    }

    private static CatalogObject constraint(ResultSet row) throws SQLException {
        String domain = TypeCatalog.qualified(row);
        String constraint = row.getString("conname");
        return new CatalogObject(
                        new Address("pg_constraint", row.getLong("oid")),
                        new ObjectId(
                                "domain constraint",
                                row.getString("nspname"),
                                row.getString("typname") + "." + constraint),
                        Rank.DOMAIN_CONSTRAINT)
                .needs(new Address("pg_type", row.getLong("contypid")))
                .create("ALTER DOMAIN " + domain + " ADD CONSTRAINT " + identifier(constraint) + " "
                        + row.getString("definition"))
                .drop("ALTER DOMAIN " + domain + " DROP CONSTRAINT IF EXISTS " + identifier(constraint));
    }
}
