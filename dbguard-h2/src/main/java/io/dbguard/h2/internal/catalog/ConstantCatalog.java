package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;

/** Constants. */
final class ConstantCatalog implements Catalog {
    private static final String SQL =
            "SELECT CONSTANT_SCHEMA, CONSTANT_NAME, VALUE_DEFINITION FROM INFORMATION_SCHEMA.CONSTANTS";

    @Override
    public void read(Facts facts, Findings found) {
        facts.session()
                .query("read the constants", SQL, row -> {
                    String schema = row.getString("CONSTANT_SCHEMA");
                    String constant = row.getString("CONSTANT_NAME");
                    return new CatalogObject(new ObjectId("constant", schema, constant), Rank.CONSTANT)
                            .create("CREATE CONSTANT " + identifier(schema, constant) + " VALUE "
                                    + row.getString("VALUE_DEFINITION"))
                            .drop("DROP CONSTANT IF EXISTS " + identifier(schema, constant));
                })
                .forEach(found::add);
    }
}
