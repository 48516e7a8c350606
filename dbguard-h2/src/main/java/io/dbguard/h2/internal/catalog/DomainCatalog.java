package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Domains and their checks. The checks come after the rows and unchecked, as H2's own SCRIPT has them. */
final class DomainCatalog implements Catalog {
    private static final String DOMAINS = """
            SELECT DOMAIN_SCHEMA, DOMAIN_NAME, PARENT_DOMAIN_SCHEMA, PARENT_DOMAIN_NAME,
                   DATA_TYPE_SQL(DOMAIN_SCHEMA, DOMAIN_NAME, 'DOMAIN', 'TYPE') AS TYPE,
                   DOMAIN_DEFAULT, DOMAIN_ON_UPDATE
              FROM INFORMATION_SCHEMA.DOMAINS
            """;

    private static final String CHECKS = """
            SELECT D.DOMAIN_SCHEMA, D.DOMAIN_NAME, D.CONSTRAINT_NAME, C.CHECK_CLAUSE
              FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS D
              JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS C
                ON C.CONSTRAINT_SCHEMA = D.CONSTRAINT_SCHEMA AND C.CONSTRAINT_NAME = D.CONSTRAINT_NAME
            """;

    @Override
    public void read(Facts facts, Findings found) {
        facts.session()
                .query("read the domains", DOMAINS, DomainCatalog::domain)
                .forEach(found::add);
        facts.session()
                .query("read the domains' checks", CHECKS, DomainCatalog::check)
                .forEach(found::add);
    }

    private static CatalogObject domain(ResultSet row) throws SQLException {
        String name = identifier(row.getString("DOMAIN_SCHEMA"), row.getString("DOMAIN_NAME"));
        String parent = row.getString("PARENT_DOMAIN_NAME");
        String parentSchema = row.getString("PARENT_DOMAIN_SCHEMA");
        String byDefault = row.getString("DOMAIN_DEFAULT");
        String onUpdate = row.getString("DOMAIN_ON_UPDATE");
        CatalogObject domain = new CatalogObject(
                        Kinds.domain(row.getString("DOMAIN_SCHEMA"), row.getString("DOMAIN_NAME")), Rank.DOMAIN)
                .create("CREATE DOMAIN " + name + " AS "
                        + (parent == null ? row.getString("TYPE") : identifier(parentSchema, parent))
                        + (byDefault == null ? "" : " DEFAULT " + byDefault)
                        + (onUpdate == null ? "" : " ON UPDATE " + onUpdate))
                .drop("DROP DOMAIN IF EXISTS " + name + " RESTRICT")
                .mentions(byDefault)
                .mentions(onUpdate);
        return parent == null ? domain : domain.needs(Kinds.domain(parentSchema, parent));
    }

    private static CatalogObject check(ResultSet row) throws SQLException {
        String schema = row.getString("DOMAIN_SCHEMA");
        String domain = row.getString("DOMAIN_NAME");
        String check = row.getString("CONSTRAINT_NAME");
        String clause = row.getString("CHECK_CLAUSE");
        return new CatalogObject(new ObjectId("domain constraint", schema, domain + "." + check), Rank.CONSTRAINT)
                .afterData()
                .needs(Kinds.domain(schema, domain))
                .mentions(clause)
                .create("ALTER DOMAIN " + identifier(schema, domain) + " ADD CONSTRAINT " + identifier(schema, check)
                        + " CHECK(" + clause + ") NOCHECK")
                .drop("ALTER DOMAIN IF EXISTS " + identifier(schema, domain) + " DROP CONSTRAINT IF EXISTS "
                        + identifier(schema, check));
    }
}
