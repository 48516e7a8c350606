package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.identifiers;

import io.dbguard.api.schema.TableName;
import io.dbguard.h2.internal.catalog.Keys.IndexInfo;
import io.dbguard.h2.internal.catalog.Keys.TableConstraint;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Primary keys, unique constraints and checks of tables. */
final class ConstraintCatalog implements Catalog {
    private static final String CHECKS =
            "SELECT CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CHECK_CLAUSE FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS";

    /** H2's row numbers are the values of such a key, but only if it was there before the rows. */
    private static final String KEY_IS_ROW_NUMBER = "org.h2.mvstore.db.MVDelegateIndex";

    private final Keys keys;
    private final Map<SqlName, String> checks = new HashMap<>();

    ConstraintCatalog(Keys keys) {
        this.keys = keys;
    }

    @Override
    public void read(Facts facts, Findings found) {
        facts.session()
                .query(
                        "read the checks",
                        CHECKS,
                        row -> checks.put(
                                new SqlName(row.getString("CONSTRAINT_SCHEMA"), row.getString("CONSTRAINT_NAME")),
                                row.getString("CHECK_CLAUSE")));
        keys.constraints().values().stream()
                .filter(constraint -> !constraint.type().equals("FOREIGN KEY"))
                .filter(constraint -> found.hasTable(constraint.table()))
                .forEach(constraint -> found.add(object(constraint)));
    }

    private CatalogObject object(TableConstraint constraint) {
        TableName table = constraint.table();
        String name = constraint.name().name();
        CatalogObject object = new CatalogObject(Kinds.constraint(table, name), Rank.CONSTRAINT)
                .of(table)
                .needs(Kinds.table(table))
                .mentions(checks.get(constraint.name()))
                .create("ALTER TABLE " + identifier(table) + " ADD CONSTRAINT " + identifier(name) + " "
                        + definition(constraint))
                .drop("ALTER TABLE IF EXISTS " + identifier(table) + " DROP CONSTRAINT IF EXISTS "
                        + identifier(table.schema(), name));
        IndexInfo index = keys.indexOf(constraint);
        if (index == null || !index.className().equals(KEY_IS_ROW_NUMBER)) {
            object.afterData();
        }
        needsIndex(object, keys, constraint.name());
        return object;
    }

    /** A constraint may stand on an index that the user made. */
    static void needsIndex(CatalogObject object, Keys keys, SqlName constraint) {
        TableConstraint known = keys.constraints().get(constraint);
        IndexInfo index = known == null ? null : keys.indexOf(known);
        if (index != null && !index.generated()) {
            object.needs(Kinds.index(index.name().schema(), index.name().name()));
        }
    }

    private String definition(TableConstraint constraint) {
        String columns = "(" + identifiers(keys.columnNames(constraint.name())) + ")";
        return switch (constraint.type()) {
            case "PRIMARY KEY" -> "PRIMARY KEY" + (isHash(keys.indexOf(constraint)) ? " HASH" : "") + columns;
            case "UNIQUE" -> "UNIQUE" + nullsDistinct(constraint.nullsDistinct()) + columns;
            default -> "CHECK(" + checks.get(constraint.name()) + ") NOCHECK";
        };
    }

    private static boolean isHash(@Nullable IndexInfo index) {
        return index != null && index.type().endsWith(" HASH");
    }

    /** Returns what a unique constraint or index says about nulls. */
    static String nullsDistinct(@Nullable String value) {
        if (value == null) {
            return "";
        }
        return switch (value) {
            case "NO" -> " NULLS NOT DISTINCT";
            case "ALL" -> " NULLS ALL DISTINCT";
            default -> " NULLS DISTINCT";
        };
    }
}
