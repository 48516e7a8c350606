package io.dbguard.h2.internal.catalog;

import static io.dbguard.h2.internal.session.Quoting.identifier;
import static io.dbguard.h2.internal.session.Quoting.literal;

import io.dbguard.api.schema.ObjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Functions (aliases) and aggregates. INFORMATION_SCHEMA leaves out those whose class is missing, and shows source code
 * to an administrator only; H2's script has them all.
 */
final class RoutineCatalog implements Catalog {
    private static final String ALIAS = "CREATE FORCE ALIAS ";
    private static final String AGGREGATE = "CREATE FORCE AGGREGATE ";

    private static final String SQL = """
            SELECT DISTINCT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_TYPE, EXTERNAL_NAME, IS_DETERMINISTIC
              FROM INFORMATION_SCHEMA.ROUTINES
            """;

    @Override
    public void read(Facts facts, Findings found) {
        Map<ObjectId, String> routines = new HashMap<>();
        if (facts.admin()) {
            facts.scripted(ALIAS).forEach((name, sql) -> routines.put(id("alias", name), sql));
            facts.scripted(AGGREGATE).forEach((name, sql) -> routines.put(id("aggregate", name), sql));
        } else {
            facts.session().query("read the functions", SQL, row -> visible(row, routines, found));
        }
        routines.forEach((id, sql) -> found.add(new CatalogObject(id, Rank.ROUTINE)
                .create(sql)
                .drop("DROP " + (id.kind().equals("alias") ? "ALIAS" : "AGGREGATE") + " IF EXISTS "
                        + identifier(id.schema(), id.name()))));
    }

    private static ObjectId id(String kind, SqlName name) {
        return new ObjectId(kind, name.schema(), name.name());
    }

    /** Writes the same statement as H2's script. */
    private static ObjectId visible(ResultSet row, Map<ObjectId, String> routines, Findings found) throws SQLException {
        boolean aggregate = row.getString("ROUTINE_TYPE").equals("AGGREGATE");
        var name = new SqlName(row.getString("ROUTINE_SCHEMA"), row.getString("ROUTINE_NAME"));
        ObjectId id = id(aggregate ? "aggregate" : "alias", name);
        String method = row.getString("EXTERNAL_NAME");
        if (method == null) {
            found.unsupported(id, null, "only an administrator can read its source code");
        } else {
            routines.put(
                    id,
                    (aggregate ? AGGREGATE : ALIAS) + identifier(name.schema(), name.name())
                            + (row.getString("IS_DETERMINISTIC").equals("YES") ? " DETERMINISTIC" : "")
                            + " FOR " + literal(method));
        }
        return id;
    }
}
