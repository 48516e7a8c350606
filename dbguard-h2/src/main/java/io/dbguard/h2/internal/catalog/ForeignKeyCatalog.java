package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.identifiers;

/** Foreign keys. */
final class ForeignKeyCatalog implements Catalog {
    private final Keys keys;

    ForeignKeyCatalog(Keys keys) {
        this.keys = keys;
    }

    @Override
    public void read(Facts facts, Findings found) {
        ForeignKey.readAll(facts.session(), keys).stream()
                .filter(key -> found.hasTable(key.table()))
                .forEach(key -> found.add(object(key)));
    }

    private CatalogObject object(ForeignKey key) {
        String table = identifier(key.table());
        CatalogObject object = new CatalogObject(Kinds.foreignKey(key.table(), key.name()), Rank.FOREIGN_KEY)
                .of(key.table())
                .afterData()
                .needs(Kinds.table(key.table()))
                .needs(Kinds.table(key.parent()))
                .needs(Kinds.constraint(key.parent(), key.parentKey()))
                .create("ALTER TABLE " + table + " ADD CONSTRAINT " + identifier(key.name()) + " FOREIGN KEY("
                        + identifiers(key.columns()) + ") REFERENCES " + identifier(key.parent()) + "("
                        + identifiers(key.parentColumns()) + ")"
                        + action(" ON UPDATE ", key.onUpdate())
                        + action(" ON DELETE ", key.onDelete()))
                .drop("ALTER TABLE IF EXISTS " + table + " DROP CONSTRAINT IF EXISTS "
                        + identifier(key.table().schema(), key.name()));
        ConstraintCatalog.needsIndex(object, keys, new SqlName(key.table().schema(), key.name()));
        return object;
    }

    private static String action(String when, String rule) {
        return rule.equals("NO ACTION") ? "" : when + rule;
    }
}
