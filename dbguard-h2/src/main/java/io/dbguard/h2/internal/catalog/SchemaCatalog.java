package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;

/**
 * Schemas, apart from the one that is always there. A schema belongs to whoever restores it, unless it belonged to
 * somebody else; an owner cannot be changed later, so that is said before the schema is created, and is no reason to drop
 * a schema that is there.
 */
final class SchemaCatalog implements Catalog {
    private static final String SQL = """
            SELECT SCHEMA_NAME, SCHEMA_OWNER FROM INFORMATION_SCHEMA.SCHEMATA
             WHERE SCHEMA_NAME NOT IN (%s) AND SCHEMA_NAME <> ?
            """;

    @Override
    public void read(Facts facts, Findings found) {
        record SchemaOf(String schema, String owner) {}
        facts.session()
                .query(
                        "read the schemas",
                        SQL.formatted(facts.systemSchemas()),
                        row -> new SchemaOf(row.getString("SCHEMA_NAME"), Facts.upper(row.getString("SCHEMA_OWNER"))),
                        facts.mainSchema())
                .forEach(row -> {
                    CatalogObject schema = found.add(new CatalogObject(Kinds.schema(row.schema), Rank.SCHEMA)
                            .create("CREATE SCHEMA IF NOT EXISTS " + identifier(row.schema))
                            .drop("DROP SCHEMA IF EXISTS " + identifier(row.schema) + " RESTRICT"));
                    if (!row.owner.equals(facts.user())) {
                        schema.needs(owner(row.schema, row.owner, found).id());
                    }
                });
    }

    private static CatalogObject owner(String schema, String owner, Findings found) {
        return found.add(new CatalogObject(new ObjectId("schema owner", "", schema), Rank.SCHEMA_OWNER)
                .needs(Kinds.user(owner))
                .needs(Kinds.role(owner))
                .create("CREATE SCHEMA IF NOT EXISTS " + identifier(schema) + " AUTHORIZATION " + identifier(owner)));
    }
}
