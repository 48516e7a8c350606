package io.dbguard.h2.internal.catalog;

import io.dbguard.api.schema.ObjectId;

/** The one setting of a database that says what its rows mean: how texts are compared. It is set before any table is. */
final class SettingCatalog implements Catalog {
    private static final String SQL =
            "SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'COLLATION'";

    @Override
    public void read(Facts facts, Findings found) {
        facts.session()
                .query("read the collation", SQL, row -> row.getString(1))
                .forEach(
                        collation -> found.add(new CatalogObject(new ObjectId("setting", "", "COLLATION"), Rank.SETTING)
                                .create("SET COLLATION " + collation)
                                .drop("SET COLLATION OFF")));
    }
}
