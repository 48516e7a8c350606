package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;

import io.dbguard.api.schema.ObjectId;
import io.dbguard.api.schema.TableName;

/** Synonyms for tables and views, which H2's own SCRIPT leaves out. */
final class SynonymCatalog implements Catalog {
    private static final String SQL =
            "SELECT SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA, SYNONYM_FOR FROM INFORMATION_SCHEMA.SYNONYMS";

    @Override
    public void read(Facts facts, Findings found) {
        facts.session()
                .query("read the synonyms", SQL, row -> {
                    var target = new TableName(row.getString("SYNONYM_FOR_SCHEMA"), row.getString("SYNONYM_FOR"));
                    String schema = row.getString("SYNONYM_SCHEMA");
                    String synonym = row.getString("SYNONYM_NAME");
                    return new CatalogObject(new ObjectId("synonym", schema, synonym), Rank.SYNONYM)
                            .needs(Kinds.table(target))
                            .needs(Kinds.view(target.schema(), target.table()))
                            .create("CREATE SYNONYM " + identifier(schema, synonym) + " FOR " + identifier(target))
                            .drop("DROP SYNONYM IF EXISTS " + identifier(schema, synonym));
                })
                .forEach(found::add);
    }
}
